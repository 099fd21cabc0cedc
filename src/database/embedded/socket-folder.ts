import { createHash } from 'node:crypto';
import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './errors.ts';
import { ignoring } from './system-error.ts';

/** The port in the socket's name (`.s.PGSQL.5432`). Postgres opens no TCP port. */
export const socketPort = 5432;

/** Bytes in sun_path without the final zero. It holds 108 bytes on Linux and 104 on macOS. */
const longestSocketPath = 103;

/**
 * Returns the folder for the sockets of a data directory: one inside it, or one in /tmp if that path would be too long.
 * The result depends on the directory alone, not on TMPDIR or the user: two servers must meet at the same lock.
 *
 * @param directory a real path
 */
export function socketFolderOf(directory: string): string {
  const inside = join(directory, 'run');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${socketPort}`)) <= longestSocketPath) return inside;
  return join('/tmp', `tasks-api-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`);
}

/**
 * Makes the socket folder. Postgres trusts everyone who can enter it, and anyone can create that name in /tmp. So the
 * folder must be a real folder, private, and owned by this user or by the owner of the data directory.
 *
 * @throws EmbeddedPostgresError if it is not
 */
export async function makeSocketFolder(folder: string, directory: string): Promise<void> {
  await ignoring(['EEXIST'], mkdir(folder, { mode: 0o700 }));
  const stats = await lstat(folder);
  const owners = [process.getuid?.(), (await lstat(directory)).uid];
  if (!stats.isDirectory() || !owners.includes(stats.uid) || (stats.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(
      `${folder} is not a private folder of this user (mode 0700): remove it and start again`,
    );
  }
}

/** Removes the socket folder if it is empty and outside the data directory. */
export async function removeSocketFolder(folder: string, directory: string): Promise<void> {
  const inUseOrGone = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'];
  if (!folder.startsWith(directory)) await ignoring(inUseOrGone, rmdir(folder));
}
