import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reasonOf } from '../../values/error-reason.ts';
import { run, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError, isDiskFull } from './errors.ts';

const nobody = 65_534;
const mapToNobody = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

/**
 * Prepares a cluster with the first account that can do it. Tries in order:
 *
 * 1. A normal user runs Postgres itself. Root runs it as the owner of the directory or of its parent, so that
 *    `sudo npm start` leaves no files that the owner cannot use, else as nobody.
 * 2. If none of them works, for example below `/root`, Postgres runs as the user of this process, who appears to it as
 *    nobody in a user namespace (Linux).
 *
 * An account works if it has a name (initdb needs one), can enter the parent of `directory`, can run `postgres`, and
 * `prepare` succeeds with it. Every failure leads to the next account, except a full disk.
 *
 * @throws EmbeddedPostgresError if no account works, with all reasons
 */
export async function withAccount(
  directory: string,
  binaries: Binaries,
  prepare: (account: Account) => Promise<void>,
): Promise<Account> {
  const failures = new Set<string>();
  for (const account of await candidates(directory)) {
    try {
      await tryPostgres(account, directory, binaries);
      await prepare(account);
      return account;
    } catch (error) {
      if (isDiskFull(error)) throw error;
      failures.add(reasonOf(error));
    }
  }
  const uid = process.getuid?.() ?? nobody;
  const users = `uid ${String(uid)}${uid === 0 ? ' or an unprivileged user' : ''}`;
  throw new EmbeddedPostgresError(
    `The embedded Postgres cannot run in ${directory} as ${users} (${[...failures].join('; ')}): ` +
      'move the project to a folder that all users can enter, start it as another user, or set DATABASE_URL',
  );
}

async function candidates(directory: string): Promise<Account[]> {
  const self = { uid: process.getuid?.() ?? nobody, gid: process.getgid?.() ?? nobody, wrapper: [] };
  const unprivileged =
    self.uid === 0 ? [...(await owners(directory)), { uid: nobody, gid: nobody, wrapper: [] }] : [self];
  return [...unprivileged, { ...self, wrapper: mapToNobody }];
}

/** @throws EmbeddedPostgresError if the account cannot run `postgres` next to the directory */
async function tryPostgres(account: Account, directory: string, { postgres }: Binaries): Promise<void> {
  const trial = ['-c', 'cd -P "$1" && id -un && exec "$2" --version', 'sh', dirname(directory), postgres];
  const { code, output } = await run(account, '/bin/sh', trial);
  if (code !== 0) throw new EmbeddedPostgresError(output.trim().replaceAll('\n', ' '));
}

async function owners(directory: string): Promise<Account[]> {
  const stats = await Promise.all([lstat(directory), lstat(dirname(directory))]);
  return stats.filter(({ uid }) => uid !== 0 && uid !== nobody).map(({ uid, gid }) => ({ uid, gid, wrapper: [] }));
}
