import { EmbeddedPostgresError } from './errors.ts';

/**
 * Signals in order, each with the time in ms that Postgres gets to end: fast shutdown; immediate shutdown, with crash
 * recovery at the next start; and the one that no process can refuse.
 */
const steps = [
  ['SIGINT', 5000],
  ['SIGQUIT', 8000],
  ['SIGKILL', 5000],
] as const;

/**
 * Ends a postmaster, with a harder signal each time it does not end.
 *
 * @param send sends a signal to the postmaster
 * @param endsWithin waits for the postmaster's end and resolves with false if it does not come within that many ms
 * @throws EmbeddedPostgresError if the postmaster survives all signals
 */
export async function shutDown(
  send: (signal: NodeJS.Signals) => void,
  endsWithin: (ms: number) => Promise<boolean>,
): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    send(signal);
    if (await endsWithin(patienceMs)) return;
  }
  throw new EmbeddedPostgresError('The embedded Postgres did not end, not even after SIGKILL');
}
