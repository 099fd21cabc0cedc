/** Runs something `count` times, at most `limit` at a time. @returns the results, in the order of their numbers */
export async function inParallel<Result>(
  count: number,
  limit: number,
  run: (number: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let started = 0;
  const work = async (): Promise<void> => {
    while (started < count) {
      const number = started++;
      results[number] = await run(number);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, count) }, work));
  return results;
}
