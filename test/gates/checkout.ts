import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { format, resolveConfig } from 'prettier';
import type { Test } from 'tap';
import { parseDocument, type Document } from 'yaml';
import { packageRoot } from '../../src/values/package-root.ts';

const execute = promisify(execFile);
const contract = join('openapi', 'tasks.yaml');

/** The result of a script of package.json. */
export interface Run {
  /** The script that failed: this one, or one that it runs. Undefined if none failed. */
  readonly failed: string | undefined;
  readonly output: string;
}

/** A repository whose last release is the state of the work tree. */
export interface Checkout {
  readonly editContract: (edit: (contract: Document) => void) => Promise<void>;
  readonly npmRun: (script: string) => Promise<Run>;
}

/**
 * Copies the files of the work tree that git tracks or would add. Modes are not kept: another user may own the files.
 */
async function copyWorkTree(folder: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execute('git', list, { cwd: packageRoot });
  for (const name of stdout.split('\0').filter((file) => file !== '')) {
    // The list includes files whose deletion is not committed yet.
    const content = await readFile(join(packageRoot, name)).catch(() => undefined);
    if (content === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Releases a folder as a new repository, so that branches, releases and edits of this one do not matter. */
async function release(folder: string): Promise<void> {
  const identity = ['-c', 'user.name=gates', '-c', 'user.email=gates@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]) => execute('git', [...identity, ...args], { cwd: folder });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message=The work tree');
  await git('-c', 'tag.gpgsign=false', 'tag', 'v0-work-tree');
}

function npmRun(folder: string, script: string): Promise<Run> {
  // Without the variables of the test runner, or of an npm around it.
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH, HOME }, maxBuffer: 2 ** 26 };
    execFile('npm', ['run', script], options, (error, stdout, stderr) => {
      // npm prints the name of each script that it runs. The last one is the one that failed.
      const last = [...stdout.matchAll(/^> tasks-api@\S+ (\S+)$/gm)].at(-1)?.[1];
      resolve({ failed: error === null ? undefined : (last ?? error.message), output: stdout + stderr });
    });
  });
}

/** Prepares a function that makes checkouts. They are removed with the test. */
export async function prepareCheckouts(t: Test): Promise<() => Promise<Checkout>> {
  const parent = await mkdtemp(join(tmpdir(), 'tasks-api-gates-'));
  t.teardown(() => rm(parent, { recursive: true, force: true }));
  const origin = join(parent, 'origin');
  await copyWorkTree(origin);
  await release(origin);
  await symlink(join(packageRoot, 'node_modules'), join(origin, 'node_modules'));
  const style = await resolveConfig(join(packageRoot, contract));
  return async () => {
    const folder = await mkdtemp(join(parent, 'checkout-'));
    await cp(origin, folder, { recursive: true, verbatimSymlinks: true });
    return {
      editContract: async (edit) => {
        const document = parseDocument(await readFile(join(folder, contract), 'utf8'));
        edit(document);
        await writeFile(join(folder, contract), await format(document.toString(), { ...style, parser: 'yaml' }));
      },
      npmRun: (script) => npmRun(folder, script),
    };
  };
}
