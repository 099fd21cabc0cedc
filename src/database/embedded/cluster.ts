import { lchown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseAccount, ensureOwner, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { claim, type Claim } from './claim.ts';
import { inOneLine, orUndo, unless } from './errors.ts';
import { initialise } from './initialise.ts';
import type { Log } from './log.ts';

/** A claimed data directory with a cluster in it, and all that is needed to start Postgres on it. */
export interface Cluster extends Claim {
  readonly binaries: Binaries;
  readonly account: Account;
}

/**
 * Claims a data directory, puts its ownership right, and makes a cluster in it where there is none.
 *
 * @param options.durable whether a new cluster must be safely on disk before this returns
 * @throws DataDirectoryInUse where another server process has the directory
 * @throws EmbeddedPostgresError where the directory cannot be used or Postgres cannot be run
 */
export async function openCluster(path: string, options: { log: Log; durable: boolean }): Promise<Cluster> {
  const binaries = await inOneLine(path, findBinaries);
  const claimed = await claim(path, options.log);
  return orUndo(claimed.release, () =>
    inOneLine(path, async () => {
      const { directory, dataFolder, socketFolder } = claimed;
      const account = await chooseAccount(directory, binaries);
      await ensureOwner(dataFolder, account);
      await ensureOwner(socketFolder, account);
      if (process.getuid?.() === 0) await lchown(directory, account.uid, account.gid);
      if ((await unless(['ENOENT'], stat(join(dataFolder, 'PG_VERSION')))) === undefined) {
        await initialise(claimed, { binaries, account, durable: options.durable });
      }
      return { ...claimed, binaries, account };
    }),
  );
}
