import { lstat, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim } from '../../src/database/embedded/claim.ts';
import { openCluster } from '../../src/database/embedded/cluster.ts';
import { connectionTo, type Connection } from '../../src/database/embedded/connection.ts';
import { launch } from '../../src/database/embedded/postmaster.ts';

const namePrefix = 'tasks-api-test-';
const neededBytes = 1024 ** 3;
const abandonedAfterMs = 60_000;

const fastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Starts a temporary Postgres, in memory if there is room. Stopping it deletes everything. It first removes what killed
 * runs left behind.
 */
export async function startTestCluster(): Promise<{ connection: Connection; stop: () => Promise<void> }> {
  const parent = await roomyFolder();
  await removeAbandoned(parent);
  const directory = await mkdtemp(join(parent, namePrefix));
  const cluster = await openCluster(directory, { log: silent, durable: false });
  const postmaster = await launch(cluster, { log: silent, settings: fastSettings });
  const stop = async () => {
    await postmaster.stop();
    await cluster.release();
    await rm(directory, { recursive: true, force: true });
  };
  return { connection: connectionTo(cluster.socketFolder), stop };
}

/**
 * Returns the fastest folder for temporary databases: memory, unless it is too small. A container has only 64 MB of it.
 */
export async function roomyFolder(): Promise<string> {
  const stats = await statfs('/dev/shm').catch(nothing);
  return stats !== undefined && stats.bavail * stats.bsize > neededBytes ? '/dev/shm' : tmpdir();
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const directory = join(parent, name);
    if (!name.startsWith(namePrefix) || (await isYoung(directory))) continue;
    try {
      // The claim fails for a cluster that is in use or belongs to another user. It ends a Postgres whose run was
      // killed.
      const { release } = await claim(directory, silent);
      await release();
      await rm(directory, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** True for a folder that another run may just have created and not claimed yet. */
async function isYoung(directory: string): Promise<boolean> {
  const stats = await lstat(directory).catch(nothing);
  return stats === undefined || Date.now() - stats.mtimeMs < abandonedAfterMs;
}
