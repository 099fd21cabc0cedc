/** Installs the peers and the load generator. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/values/package-root.ts';

/** The load generator and the peers. They have dependencies of their own, which this package does not install. */
export const peersFolder = join(packageRoot, 'bench', 'peers');

const python = join(peersFolder, 'fastapi', '.venv');

/** Runs a command in the peers' folder. @returns true if it succeeded */
function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd: peersFolder, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/** Installs the load generator and the Node.js peers if they are missing. @throws if that fails */
export function installPeers(): void {
  if (existsSync(join(peersFolder, 'node_modules', '.package-lock.json'))) return;
  if (!run('npm', 'ci', '--no-audit', '--no-fund')) throw new Error('The peers cannot be installed.');
}

/** Installs the FastAPI peer if it is missing. @returns false if there is no Python or PyPI is out of reach */
export function installFastapi(): boolean {
  if (existsSync(join(python, 'bin', 'uvicorn'))) return true;
  const requirements = join('fastapi', 'requirements.txt');
  const pip = [join(python, 'bin', 'pip'), 'install', '--quiet', '--disable-pip-version-check'] as const;
  const installed = run('python3', '-m', 'venv', python) && run(...pip, '--requirement', requirements);
  // The next run would take half an installation for a whole one.
  if (!installed) rmSync(python, { recursive: true, force: true });
  return installed;
}
