/**
 * `npm run test:generators`: makes clients from the contract with other people's generators, compiles them, and runs
 * each against the server in production mode. Arguments name generators. Without any, those run that need no Java;
 * `-- --all` runs all. Each works in a folder of its own below the system's temporary folder: nothing is installed
 * here.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { withProductionServer, type ProductionServer } from './test-run/production-server.ts';

const quick = ['python', 'go', 'zod'];
const all = [...quick, 'typescript-fetch', 'java'];

/** Reads the command line. @throws Error naming an argument that is no generator */
function chosen(names: readonly string[]): readonly string[] {
  if (names.length === 0) return quick;
  if (names.includes('--all')) return all;
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Choose --all, or from: ${all.join(', ')}.`);
  return names;
}

/** Runs one generator's script, which ends with 0 if its client works. */
async function passes(name: string, folder: string, { address, token }: ProductionServer): Promise<boolean> {
  await mkdir(folder);
  const child = spawn(join(packageRoot, 'test', 'generators', name, 'run.sh'), [], {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, BASE_URL: address, TOKEN: token, CONTRACT: join(packageRoot, 'generated', 'openapi.json') },
  });
  const [code] = (await once(child, 'exit')) as unknown[];
  return code === 0;
}

const names = chosen(process.argv.slice(2));
const root = await mkdtemp(join(tmpdir(), 'tasks-api-generators-'));
try {
  await withProductionServer('alice', async (server) => {
    for (const name of names) {
      const startedAt = performance.now();
      const passed = await passes(name, join(root, name), server);
      console.log(`${passed ? 'ok' : 'FAILED'} ${name} (${Math.round((performance.now() - startedAt) / 1000)} s)`);
      if (!passed) process.exitCode = 1;
    }
  });
} finally {
  await rm(root, { recursive: true, force: true });
}
