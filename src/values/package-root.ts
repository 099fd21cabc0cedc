import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findPackageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No package.json above this module: the package is incomplete.');
  return findPackageRoot(parent);
}

/** The folder that holds package.json: the same for `src/` and for the build in `dist/`. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));
