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

/** What a script of package.json came to. */
export interface Run {
  /** The script that failed: it, or one that it runs. Undefined where none did. */
  readonly failed: string | undefined;
  readonly output: string;
}

/** A repository of its own, with what the work tree holds as its last release. */
export interface Checkout {
  readonly editContract: (edit: (contract: Document) => void) => Promise<void>;
  readonly npmRun: (script: string) => Promise<Run>;
}

/** Writes what git knows of the work tree, or would add. Modes are not kept: the files may be another user's. */
async function copyWorkTree(folder: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await execute('git', list, { cwd: packageRoot });
  for (const name of stdout.split('\0').filter((file) => file !== '')) {
    // What is deleted and not yet committed is listed too.
    const content = await readFile(join(packageRoot, name)).catch(() => undefined);
    if (content === undefined) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** Releases what a folder holds: neither the branches and releases of this repository nor its open edits matter to a test. */
async function release(folder: string): Promise<void> {
  const identity = ['-c', 'user.name=gates', '-c', 'user.email=gates@example.com', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]) => execute('git', [...identity, ...args], { cwd: folder });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message=The work tree');
  await git('-c', 'tag.gpgsign=false', 'tag', 'v0-work-tree');
}

function npmRun(folder: string, script: string): Promise<Run> {
  // Without what the test runner, or an npm around it, has set.
  const { PATH, HOME } = process.env;
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { PATH, HOME }, maxBuffer: 2 ** 26 };
    execFile('npm', ['run', script], options, (error, stdout, stderr) => {
      // npm says which script it runs; the last one is the one that ended the run.
      const last = [...stdout.matchAll(/^> tasks-api@\S+ (\S+)$/gm)].at(-1)?.[1];
      resolve({ failed: error === null ? undefined : (last ?? error.message), output: stdout + stderr });
    });
  });
}

/** Prepares checkouts, which are removed with the test. */
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
