/** Time for waiting tasks in one turn of the event loop. Everything else goes on between two turns. */
const turnMs = 10;

/** Time that a task waits for its turn. Then it is refused. */
const turnWithinMs = 500;

interface Waiting {
  readonly run: () => void;
  readonly refuse: () => void;
  readonly until: number;
}

/** In the order of arrival. All wait equally long, so those that are overdue stand first. */
const waiting: Waiting[] = [];

function takeTurn(): void {
  const startedAt = performance.now();
  let now = startedAt;
  do {
    const next = waiting.shift();
    if (next && next.until < now) next.refuse();
    else next?.run();
    now = performance.now();
  } while (waiting.length > 0 && now - startedAt < turnMs);
  if (waiting.length > 0) setImmediate(takeTurn);
}

/**
 * Runs a task that may take milliseconds, in one of the next turns of the event loop. Many tasks at once do not hold up
 * other requests: only a few run in each turn.
 *
 * @param run must not throw
 * @param refuse called instead when too many tasks are waiting to run this one in time; must not throw
 */
export function runInTurn(run: () => void, refuse: () => void): void {
  if (waiting.push({ run, refuse, until: performance.now() + turnWithinMs }) === 1) setImmediate(takeTurn);
}
