import { EmbeddedPostgresError } from './errors.ts';

/** Fast shutdown; immediate shutdown, with crash recovery at the next start; and at last the one that cannot be refused. */
const steps = [
  ['SIGINT', 5000],
  ['SIGQUIT', 8000],
  ['SIGKILL', 5000],
] as const;

/**
 * Ends a postmaster, with less and less patience.
 *
 * @param send sends it a signal
 * @param ended waits that many milliseconds for its end, and tells whether it came
 * @throws EmbeddedPostgresError where it outlives all signals
 */
export async function shutDown(
  send: (signal: NodeJS.Signals) => void,
  ended: (withinMs: number) => Promise<boolean>,
): Promise<void> {
  for (const [signal, patience] of steps) {
    send(signal);
    if (await ended(patience)) return;
  }
  throw new EmbeddedPostgresError('The embedded Postgres does not end, not even by SIGKILL');
}
