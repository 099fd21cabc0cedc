/** Time for waiting tasks in one turn of the event loop. Everything else goes on between two turns. */
const turnMs = 10;

const waiting: (() => void)[] = [];

function takeTurn(): void {
  const until = performance.now() + turnMs;
  do waiting.shift()?.();
  while (waiting.length > 0 && performance.now() < until);
  if (waiting.length > 0) setImmediate(takeTurn);
}

/**
 * Runs a task that may take milliseconds, in one of the next turns of the event loop. Many tasks at once do not hold up
 * other requests: only a few run in each turn.
 *
 * @param task must not throw
 */
export function runInTurn(task: () => void): void {
  if (waiting.push(task) === 1) setImmediate(takeTurn);
}
