import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../src/values/package-root.ts';

/** Folders that git and editors make and no .gitignore of ours lists. */
const foreign = ['.git', '.idea', '.vscode'];

function read(file: string): string {
  return readFileSync(join(packageRoot, file), 'utf8');
}

function entries(folder: string): Dirent[] {
  return readdirSync(join(packageRoot, folder), { withFileTypes: true });
}

/** The paths on the README's map. */
function mappedPaths(): string[] {
  const [, map = ''] = /^## Where things are\n+```\n([^]*?)^```$/m.exec(read('README.md')) ?? [];
  return map.split('\n').flatMap((line) => line.split(' ', 1).filter((path) => path !== ''));
}

/** The folders of the repository itself: build output, caches and dependencies are ignored by git. */
function topLevelFolders(): string[] {
  const ignored = new Set([
    ...foreign,
    ...read('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, '')),
  ]);
  return entries('.')
    .filter((entry) => entry.isDirectory() && !ignored.has(entry.name))
    .map(({ name }) => `${name}/`);
}

function roomsOfSource(): string[] {
  return entries('src').map((entry) => `src/${entry.name}${entry.isDirectory() ? '/' : ''}`);
}

t.test("the README's map shows every top-level folder and every entry of src/", async (t) => {
  const mapped = new Set(mappedPaths());
  // src/ itself stands on the map by its entries.
  const wanted = [...topLevelFolders().filter((folder) => folder !== 'src/'), ...roomsOfSource()];
  t.strictSame(
    wanted.filter((path) => !mapped.has(path)),
    [],
  );
});

t.test("everything on the README's map exists, and stands there once", async (t) => {
  const mapped = mappedPaths();
  t.strictSame(
    mapped.filter((path) => !existsSync(join(packageRoot, path))),
    [],
  );
  t.strictSame(mapped, [...new Set(mapped)]);
});
