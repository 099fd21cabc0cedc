import { createHash } from 'node:crypto';
import { lstat, mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError, unless } from './errors.ts';

/** Names the socket (`.s.PGSQL.5432`); there is no TCP port. */
export const socketPort = 5432;

/** sun_path holds 108 bytes on Linux and 104 on macOS, the final zero included. */
const longestSocketPath = 103;

/**
 * The folder of a data directory's sockets: inside it, or, where that makes too long a path, a folder in /tmp.
 * It follows from the directory alone (not from TMPDIR, nor the user): two servers must meet at the same lock.
 *
 * @param directory a real path
 */
export function socketFolderOf(directory: string): string {
  const inside = join(directory, 'run');
  if (Buffer.byteLength(join(inside, `.s.PGSQL.${socketPort}`)) <= longestSocketPath) return inside;
  return join('/tmp', `tasks-api-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`);
}

/**
 * Makes the folder. Whoever can enter it is let in by Postgres, and anyone can make one of that name in /tmp: it must be a
 * real folder, private, and of this user or of the one whom the data directory belongs to.
 *
 * @throws EmbeddedPostgresError where it is not
 */
export async function makeSocketFolder(folder: string, directory: string): Promise<void> {
  await unless(['EEXIST'], mkdir(folder, { mode: 0o700 }));
  const stats = await lstat(folder);
  const owners = [process.getuid?.(), (await lstat(directory)).uid];
  if (!stats.isDirectory() || !owners.includes(stats.uid) || (stats.mode & 0o077) !== 0) {
    throw new EmbeddedPostgresError(
      `${folder} is not a private folder of this user (mode 0700): remove it and start again`,
    );
  }
}

/** Removes the folder where it is empty and not inside the data directory. */
export async function removeSocketFolder(folder: string, directory: string): Promise<void> {
  if (!folder.startsWith(directory)) await unless(['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'], rmdir(folder));
}
