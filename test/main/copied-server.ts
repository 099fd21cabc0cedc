import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Test } from 'tap';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { packageRoot } from '../../src/values/package-root.ts';
import { temporaryFolder } from '../support/process.ts';

/**
 * Copies the compiled server, so that a test may edit it. It is removed when the test ends.
 *
 * @param absent a package that is not installed for the copy
 * @returns its folder. The program is `src/main.js`
 */
export async function copyServer(t: Test, absent?: string): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const name of ['generated', 'package.json']) {
    await cp(join(packageRoot, name), join(folder, name), { recursive: true });
  }
  for (const name of ['src', 'generated', 'migrations']) {
    await cp(join(compiledRoot, name), join(folder, name), { recursive: true });
  }
  const packages = join(packageRoot, 'node_modules');
  await mkdir(join(folder, 'node_modules'));
  for (const name of await readdir(packages)) {
    if (name !== absent) await symlink(join(packages, name), join(folder, 'node_modules', name));
  }
  return folder;
}
