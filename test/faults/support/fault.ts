import type { Test } from 'tap';

/** A fault: what is done to the server, what it promises, and the test. The test returns what was seen. */
export interface Fault {
  readonly done: string;
  readonly promised: string;
  readonly run: (t: Test) => Promise<string>;
}

/**
 * Runs faults one after another, or those that the environment variable FAULT names a part of. Prints a line for each:
 * done · promised · seen.
 */
export async function runFaults(t: Test, faults: readonly Fault[]): Promise<void> {
  const selected = faults.filter(({ done }) => done.includes(process.env['FAULT'] ?? ''));
  // Without any test, tap would wait for the Postgres of the file, and that for the end of the tests.
  if (selected.length === 0) await t.test('no fault is selected', () => Promise.resolve());
  for (const { done, promised, run } of selected) {
    let seen = 'it failed';
    await t.test(done, async (t) => {
      seen = await run(t);
    });
    t.comment(`${done} · ${promised} · ${seen}`);
  }
}

/** Writes milliseconds as seconds, such as `3.1 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
