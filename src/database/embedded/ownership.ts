import { lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { ignoring } from './system-error.ts';

/**
 * Gives a folder and its content to the account, if this process is root and the folder belongs to another user: the
 * last start may have used another account. No Postgres may run on the folder meanwhile.
 */
export async function ensureOwner(folder: string, account: Account): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const stats = await ignoring(['ENOENT'], lstat(folder));
  if (stats !== undefined && stats.uid !== account.uid) await chownTree(folder, account);
}

async function chownTree(path: string, account: Account): Promise<void> {
  if ((await lstat(path)).isDirectory()) {
    for (const name of await readdir(path)) await chownTree(join(path, name), account);
  }
  // The content comes first: the owner of the top folder then shows that the whole tree was done.
  await lchown(path, account.uid, account.gid);
}
