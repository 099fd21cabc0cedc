import { lchown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';
import { withAccount } from './choose-account.ts';
import { claimDataDirectory, type Claim } from './claim.ts';
import { wrapErrors } from './errors.ts';
import { initialise } from './initialise.ts';
import type { Log } from './log.ts';
import { ensureOwner } from './ownership.ts';
import { ignoring } from './system-error.ts';
import { orUndo } from './undo.ts';

/** A claimed data directory that holds a cluster, with the programs and the account to run Postgres on it. */
export interface Cluster extends Claim {
  readonly binaries: Binaries;
  readonly account: Account;
}

/**
 * Claims a data directory, gives its files to the account that Postgres runs as, and makes a cluster if there is none.
 *
 * @param options.durable true if a new cluster must be safely on disk before this returns
 * @throws DataDirectoryInUse if another server process runs on the directory
 * @throws EmbeddedPostgresError if the directory cannot be used or Postgres cannot run
 */
export async function openCluster(path: string, options: { log: Log; durable: boolean }): Promise<Cluster> {
  const binaries = await wrapErrors(path, findBinaries);
  const claim = await claimDataDirectory(path, options.log);
  return orUndo(claim.release, () =>
    wrapErrors(path, async () => {
      const { directory, dataFolder, socketFolder } = claim;
      const account = await withAccount(directory, binaries, async (account) => {
        await ensureOwner(dataFolder, account);
        await ensureOwner(socketFolder, account);
        if (process.getuid?.() === 0) await lchown(directory, account.uid, account.gid);
        if ((await ignoring(['ENOENT'], stat(join(dataFolder, 'PG_VERSION')))) === undefined) {
          await initialise(claim, { binaries, account, durable: options.durable });
        }
      });
      return { ...claim, binaries, account };
    }),
  );
}
