import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';
import { generateForBuild } from '../generate/generate.ts';

const folder = '.compiled';
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/**
 * Maps a source, or a pattern of sources, to its JavaScript, relative to the package. Other arguments stay as they are.
 */
export function compiledPath(source: string): string {
  return source.endsWith('.ts') ? join(folder, relative(packageRoot, resolve(source)).replace(/\.ts$/, '.js')) : source;
}

/**
 * Compiles all sources to JavaScript once, for all test processes, as `npm run build` does. Types are not checked:
 * `npm run types` does that.
 */
export async function compile(): Promise<void> {
  await generateForBuild();
  const child = spawn(process.execPath, [compiler, '--project', 'tsconfig.test.json'], {
    cwd: packageRoot,
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as unknown[];
  if (code !== 0) throw new Error('The sources do not compile.');
  await removeOrphans();
}

/** Removes the JavaScript of sources that no longer exist: a deleted test must not run. */
async function removeOrphans(): Promise<void> {
  const root = join(packageRoot, folder);
  for (const name of await readdir(root, { recursive: true })) {
    const source = join(packageRoot, name.replace(/\.js$/, '.ts'));
    if (name.endsWith('.js') && !existsSync(source)) await rm(join(root, name));
  }
}
