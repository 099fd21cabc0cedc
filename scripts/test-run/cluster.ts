import { lstat, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim } from '../../src/database/embedded/claim.ts';
import { openCluster } from '../../src/database/embedded/cluster.ts';
import { connectionTo, type Connection } from '../../src/database/embedded/connection.ts';
import { launch } from '../../src/database/embedded/postmaster.ts';

const namePrefix = 'tasks-api-test-';
const usualBytes = 1024 ** 3;
const abandonedAfterMs = 60_000;

const fastSettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

const nothing = () => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Starts a throw-away Postgres, in memory where there is enough, that forgets everything when it is stopped. What killed
 * runs have left behind is removed first.
 */
export async function startTestCluster({ settings = fastSettings, neededBytes = usualBytes } = {}): Promise<{
  connection: Connection;
  stop: () => Promise<void>;
}> {
  const parent = await roomyFolder(neededBytes);
  await removeAbandoned(parent);
  const directory = await mkdtemp(join(parent, namePrefix));
  const cluster = await openCluster(directory, { log: silent, durable: false });
  const postmaster = await launch(cluster, { log: silent, settings });
  const stop = async () => {
    await postmaster.stop();
    await cluster.release();
    await rm(directory, { recursive: true, force: true });
  };
  return { connection: connectionTo(cluster.socketFolder), stop };
}

/** Where databases that nobody needs afterwards are fast: in memory, but for containers, whose 64 MB a few of them fill. */
export async function roomyFolder(neededBytes = usualBytes): Promise<string> {
  const stats = await statfs('/dev/shm').catch(nothing);
  return stats !== undefined && stats.bavail * stats.bsize > neededBytes ? '/dev/shm' : tmpdir();
}

async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const directory = join(parent, name);
    if (!name.startsWith(namePrefix) || (await isYoung(directory))) continue;
    try {
      // The claim fails on a cluster that is in use, or another user's; and it ends a Postgres whose run was killed.
      const { release } = await claim(directory, silent);
      await release();
      await rm(directory, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

/** Another run may have made it a moment ago, and not claimed it yet. */
async function isYoung(directory: string): Promise<boolean> {
  const stats = await lstat(directory).catch(nothing);
  return stats === undefined || Date.now() - stats.mtimeMs < abandonedAfterMs;
}
