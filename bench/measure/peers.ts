import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

const folder = join(packageRoot, 'bench', 'peers');
const python = join(folder, 'fastapi', '.venv');

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** Installs what the load and the peers on Node.js need, where it is not there yet. They are no dependencies of this package. */
export function installPeers(): void {
  if (!existsSync(join(folder, 'node_modules', '.package-lock.json')) && !run('npm', ['ci', '--no-audit', '--no-fund']))
    throw new Error('The peers cannot be installed.');
  // NestJS needs decorators, which types alone do not give.
  if (!run(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '--project', 'nestjs']))
    throw new Error('The NestJS peer does not compile.');
}

/** @returns whether there is a Python with the packages of the FastAPI peer */
export async function installFastapi(): Promise<boolean> {
  if (existsSync(join(python, 'bin', 'uvicorn'))) return true;
  const pip = join(python, 'bin', 'pip');
  const installed =
    run('python3', ['-m', 'venv', python]) &&
    run(pip, [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--requirement',
      join('fastapi', 'requirements.txt'),
    ]);
  // Half of it would be taken for all the next time.
  if (!installed) await rm(python, { recursive: true, force: true });
  return installed;
}
