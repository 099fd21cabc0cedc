import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Lists the files of a folder at any depth, relative to it and sorted. Empty if there is no such folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** Hashes files, and all files of folders, by name and content. A path that does not exist counts as empty. */
export async function hashOf(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    const isFile = await stat(join(root, path)).then(
      (stats) => stats.isFile(),
      () => false,
    );
    const names = isFile ? [path] : (await filesIn(join(root, path))).map((name) => join(path, name));
    for (const name of names) hash.update(`${name}\0`).update(await readFile(join(root, name)));
  }
  return hash.digest('hex');
}
