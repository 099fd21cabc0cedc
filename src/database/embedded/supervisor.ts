import { once } from 'node:events';
import type { Cluster } from './cluster.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { launchWithRetries } from './launch-with-retries.ts';
import type { LaunchOptions, Postmaster } from './postmaster.ts';

export interface SuperviseOptions extends LaunchOptions {
  /** Ends the supervision, and Postgres with it. */
  readonly signal: AbortSignal;
  /** Called once if Postgres cannot be restarted. */
  readonly onFailure?: (error: Error) => void;
}

const restartsPerMinute = 10;

/** Restarts Postgres whenever it ends. Returns when `signal` has stopped it, or after a failure. */
export async function supervise(cluster: Cluster, first: Postmaster, options: SuperviseOptions): Promise<void> {
  const { log, signal, onFailure } = options;
  const stopRequested = once(signal, 'abort').then(() => 'stop requested');
  const countRestart = restartCounter(cluster.directory);
  const isStopping = () => signal.aborted;
  let postmaster = first;
  for (;;) {
    const end = await Promise.race([postmaster.ended, stopRequested]);
    if (isStopping()) return postmaster.stop();
    log.warn({ postmaster: postmaster.pid, end }, 'the embedded Postgres is gone, starting it again');
    try {
      countRestart(end);
      postmaster = await launchWithRetries(cluster, options, () => true);
      log.info({ postmaster: postmaster.pid }, 'the embedded Postgres is back');
    } catch (error) {
      if (isStopping()) return;
      log.error({ err: error }, 'the embedded Postgres cannot be brought back');
      onFailure?.(error instanceof Error ? error : new EmbeddedPostgresError(String(error)));
      return;
    }
  }
}

/** Returns a function to call before each restart. It throws when there are too many within a minute. */
function restartCounter(directory: string): (end: string) => void {
  let restarts: number[] = [];
  return (end) => {
    const now = performance.now();
    restarts = [...restarts.filter((at) => now - at < 60_000), now];
    if (restarts.length > restartsPerMinute) {
      throw new EmbeddedPostgresError(`Postgres does not stay up in ${directory}: ${end}`);
    }
  };
}
