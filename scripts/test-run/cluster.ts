/** Starts a throw-away Postgres for tests, benchmarks and generation. */
import { lstat, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  claimDataDirectory,
  startEmbeddedPostgres,
  type EmbeddedAddress,
  type Log,
} from '../../src/database/embedded/index.ts';

const namePrefix = 'tasks-api-test-';
const usualBytes = 1024 ** 3;
const abandonedAfterMs = 60_000;

const nothing = () => undefined;
/** A log that drops every line. */
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Starts a throw-away Postgres, in memory if there is enough. `stop` removes it with all its data. First removes what
 * killed runs have left behind.
 */
export async function startTestCluster({ settings = ['max_connections=200'], neededBytes = usualBytes } = {}): Promise<{
  address: EmbeddedAddress;
  stop: () => Promise<void>;
}> {
  const parent = await roomyFolder(neededBytes);
  await removeAbandoned(parent);
  const directory = await mkdtemp(join(parent, namePrefix));
  const { address, stop } = await startEmbeddedPostgres({ directory, log: silent, durable: false, settings });
  return {
    address,
    stop: async () => {
      await stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Returns the folder for throw-away databases: /dev/shm, because memory is fast, or the temporary folder if too little
 * is free there. Containers often have a /dev/shm of 64 MB, which a few databases fill.
 */
export async function roomyFolder(neededBytes = usualBytes): Promise<string> {
  const stats = await statfs('/dev/shm').catch(nothing);
  return stats !== undefined && stats.bavail * stats.bsize > neededBytes ? '/dev/shm' : tmpdir();
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const directory = join(parent, name);
    if (!name.startsWith(namePrefix) || (await isYoung(directory))) continue;
    try {
      // The claim ends a Postgres whose run was killed. It fails if the cluster is in use or another user's.
      const { release } = await claimDataDirectory(directory, silent);
      await release();
      await rm(directory, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** True for a directory that another run may have just made and not claimed yet. */
async function isYoung(directory: string): Promise<boolean> {
  const stats = await lstat(directory).catch(nothing);
  return stats === undefined || Date.now() - stats.mtimeMs < abandonedAfterMs;
}
