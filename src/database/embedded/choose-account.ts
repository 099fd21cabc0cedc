import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { run, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';

const nobody = 65_534;
const mapToNobody = ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`];

/**
 * Chooses the account for a data directory by trying candidates in order:
 *
 * 1. A normal user runs Postgres itself. Root runs it as the owner of the directory or of its parent, so that
 *    `sudo npm start` leaves no files that the owner cannot use, else as nobody.
 * 2. If none of them works, for example below `/root`, Postgres runs as the user of this process, who appears to it as
 *    nobody in a user namespace (Linux).
 *
 * A candidate works if it has a name (initdb needs one), can enter the parent of `directory` and can run `postgres`.
 *
 * @throws EmbeddedPostgresError if no candidate works
 */
export async function chooseAccount(directory: string, binaries: Binaries): Promise<Account> {
  const self = { uid: process.getuid?.() ?? nobody, gid: process.getgid?.() ?? nobody, wrapper: [] };
  const isRoot = self.uid === 0;
  const unprivileged = isRoot ? [...(await owners(directory)), { uid: nobody, gid: nobody, wrapper: [] }] : [self];
  const failures: string[] = [];
  for (const account of [...unprivileged, { ...self, wrapper: mapToNobody }]) {
    const trial = ['-c', 'cd -P "$1" && id -un && exec "$2" --version', 'sh', dirname(directory), binaries.postgres];
    const { code, output } = await run(account, '/bin/sh', trial);
    if (code === 0) return account;
    failures.push(output.trim().replaceAll('\n', ' '));
  }
  const users = `uid ${String(self.uid)}${isRoot ? ' or an unprivileged user' : ''}`;
  throw new EmbeddedPostgresError(
    `The embedded Postgres cannot run in ${directory} as ${users} (${failures.join('; ')}): ` +
      'move the project to a folder that all users can enter, start it as another user, or set DATABASE_URL',
  );
}

async function owners(directory: string): Promise<Account[]> {
  const stats = await Promise.all([lstat(directory), lstat(dirname(directory))]);
  return stats.filter(({ uid }) => uid !== 0 && uid !== nobody).map(({ uid, gid }) => ({ uid, gid, wrapper: [] }));
}
