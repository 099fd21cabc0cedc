import { addressOf, type EmbeddedAddress } from './address.ts';
import { openCluster } from './cluster.ts';
import { wrapErrors } from './errors.ts';
import { launchWithRetries } from './launch-with-retries.ts';
import type { Log } from './log.ts';
import { clearPredecessor } from './predecessor.ts';
import { supervise } from './supervisor.ts';
import { orUndo } from './undo.ts';

/** A Postgres that belongs to this process and is restarted whenever it ends. */
export interface EmbeddedPostgres {
  readonly address: EmbeddedAddress;
  /** Ends Postgres (fast shutdown, harder after 5 s) and lets another server in. May be called repeatedly. */
  readonly stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds all files of this Postgres. Created if it does not exist. */
  readonly directory: string;
  readonly log: Log;
  /** Called once if Postgres ended and cannot be restarted. `stop` must still be called. */
  readonly onFailure?: (error: Error) => void;
  /** False for a throw-away database, which never waits for the disk and may lose its data in a crash. */
  readonly durable?: boolean;
  /** Further settings of Postgres, as `name=value`. */
  readonly settings?: readonly string[];
}

const throwAwaySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts the embedded Postgres on a data directory, and supervises it until `stop`.
 *
 * @throws DataDirectoryInUse if another server process runs on the directory
 * @throws EmbeddedPostgresError if Postgres cannot run; one line says why
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { directory, log, durable = true } = options;
  const cluster = await openCluster(directory, { log, durable });
  const stopping = new AbortController();
  const settings = [...(durable ? [] : throwAwaySettings), ...(options.settings ?? [])];
  const launching = { ...options, settings, signal: stopping.signal };
  const postmaster = await orUndo(cluster.release, () =>
    wrapErrors(cluster.directory, () => launchWithRetries(cluster, launching, isHeldByPredecessor)),
  );
  const supervision = supervise(cluster, postmaster, launching);

  const stop = async () => {
    stopping.abort();
    await supervision;
    // A postmaster that was killed shortly before leaves its socket behind.
    await clearPredecessor(cluster.dataFolder, cluster.socketFolder, log);
    await cluster.release();
  };
  let stopped: Promise<void> | undefined;
  return { address: addressOf(cluster.socketFolder), stop: () => (stopped ??= stop()) };
}

function isHeldByPredecessor(error: unknown): boolean {
  return error instanceof Error && /shared memory block|lock file/.test(error.message);
}
