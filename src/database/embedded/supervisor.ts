import { setTimeout as delay } from 'node:timers/promises';
import { openCluster, type Cluster } from './cluster.ts';
import { connectionTo, type Connection } from './connection.ts';
import { EmbeddedPostgresError, orUndo } from './errors.ts';
import type { Log } from './log.ts';
import { launch, type LaunchOptions, type Postmaster } from './postmaster.ts';
import { clearPredecessor } from './predecessor.ts';

/** A Postgres of this process's own, which is started again whenever it dies. */
export interface EmbeddedPostgres {
  readonly connection: Connection;
  /** Ends Postgres (fast shutdown, harder after 5 s), and lets another server in. May be called again. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Everything is in here; made where it is missing. */
  readonly directory: string;
  readonly log: Log;
  /** Postgres is gone and cannot be brought back. `stop` is still to be called. */
  readonly onFailure?: (error: Error) => void;
}

const patienceMs = 6000;
const retryAfterMs = 250;
const restartsPerMinute = 10;

/**
 * Starts the embedded Postgres of a data directory, and supervises it until `stop`.
 *
 * @throws DataDirectoryInUse where another server process runs on the directory
 * @throws EmbeddedPostgresError where it cannot run, in one line that says why
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, onFailure } = options;
  const cluster = await openCluster(options.directory, { log, durable: true });
  const stopping = new AbortController();
  const { signal } = stopping;
  const isStopping = () => signal.aborted;
  let postmaster = await orUndo(cluster.release, () => launchPatiently(cluster, { log, signal }, isHeldByPredecessor));

  const supervision = (async () => {
    let restarts: number[] = [];
    for (;;) {
      const end = await postmaster.ended;
      if (isStopping()) return;
      log.warn({ postmaster: postmaster.pid, end }, 'the embedded Postgres is gone, starting it again');
      try {
        restarts = [...restarts.filter((at) => performance.now() - at < 60_000), performance.now()];
        if (restarts.length > restartsPerMinute) {
          throw new EmbeddedPostgresError(`Postgres does not stay up in ${cluster.directory}: ${end}`);
        }
        postmaster = await launchPatiently(cluster, { log, signal }, () => true);
        log.info({ postmaster: postmaster.pid }, 'the embedded Postgres is back');
      } catch (error) {
        if (isStopping()) return;
        log.error({ err: error }, 'the embedded Postgres cannot be brought back');
        onFailure?.(error instanceof Error ? error : new EmbeddedPostgresError(String(error)));
        return;
      }
      // stop() came while this one was coming up, and has stopped the one before.
      if (isStopping()) await postmaster.stop();
    }
  })();

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    stopping.abort();
    await postmaster.stop();
    await supervision;
    // One that was killed just before has left its socket.
    await clearPredecessor(cluster.dataFolder, cluster.socketFolder, log);
    await cluster.release();
  };
  return { connection: connectionTo(cluster.socketFolder), stop: () => (stopped ??= stop()) };
}

/** Tries again for a while: the children of a killed postmaster hold its shared memory until they notice. */
async function launchPatiently(
  cluster: Cluster,
  options: LaunchOptions,
  isWorthRetrying: (error: unknown) => boolean,
): Promise<Postmaster> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      await clearPredecessor(cluster.dataFolder, cluster.socketFolder, options.log);
      return await launch(cluster, options);
    } catch (error) {
      if (options.signal?.aborted || performance.now() > deadline || !isWorthRetrying(error)) throw error;
      await delay(retryAfterMs, undefined, { signal: options.signal });
    }
  }
}

function isHeldByPredecessor(error: unknown): boolean {
  return error instanceof Error && /shared memory block|lock file/.test(error.message);
}
