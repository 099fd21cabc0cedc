/** Builds the version before this one from the history of the repository, to stand beside it in an upgrade. */
import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Test } from 'tap';
import { packageRoot } from '../../../src/values/package-root.ts';
import { temporaryFolder } from '../../support/process.ts';

const execute = promisify(execFile);
const contract = 'openapi/tasks.yaml';
/** A line of a diff that changes the contract's `info.version`. */
const versionLine = '-G^  version:';
const needsHistory =
  'The version before is built from the history. This needs a git clone with its whole history: ' +
  '"git fetch --unshallow", or a clone instead of an archive.';

/** A version that was built in a folder of its own. */
export interface EarlierVersion {
  readonly version: string;
  /** The path of a compiled program, such as `main.js`. */
  readonly program: (name: string) => string;
}

async function git(...parameters: readonly string[]): Promise<string> {
  try {
    return (await execute('git', parameters, { cwd: packageRoot })).stdout.trim();
  } catch (error) {
    throw new Error(needsHistory, { cause: error });
  }
}

/** Finds the last commit whose contract has an earlier version than the work tree's. */
async function lastCommitBefore(): Promise<string> {
  if ((await git('rev-parse', '--is-shallow-repository')) === 'true') throw new Error(needsHistory);
  if ((await git('diff', versionLine, '--name-only', 'HEAD', '--', contract)) !== '') return 'HEAD';
  const raised = await git('log', '--first-parent', '-1', '--format=%H', versionLine, '--', contract);
  if (raised === '') throw new Error(needsHistory);
  return git('rev-parse', '--verify', `${raised}^`);
}

/** Returns what a lock file says of all packages but this one. */
async function dependencies(folder: string): Promise<string> {
  const lock = await readFile(join(folder, 'package-lock.json'), 'utf8');
  return lock.slice(lock.indexOf('"node_modules/'));
}

/** Builds the version before. It is removed when the test ends. @throws Error without a history */
export async function buildEarlierVersion(t: Test): Promise<EarlierVersion> {
  const commit = await lastCommitBefore();
  const folder = await temporaryFolder(t);
  const archive = join(folder, 'archive.tar');
  await git('archive', `--output=${archive}`, commit);
  await execute('tar', ['-xf', archive, '-C', folder]);
  if ((await dependencies(folder)) === (await dependencies(packageRoot))) {
    await symlink(join(packageRoot, 'node_modules'), join(folder, 'node_modules'));
  } else {
    await execute('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
  }
  await execute('npm', ['run', '--silent', 'build'], { cwd: folder });
  const [, version = 'unknown'] = /^ {2}version: (\S+)$/m.exec(await readFile(join(folder, contract), 'utf8')) ?? [];
  return { version, program: (name) => join(folder, 'dist', 'src', name) };
}
