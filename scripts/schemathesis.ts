/**
 * `npm run test:schemathesis`: runs Schemathesis against the server in production mode, with a Postgres that exists for
 * this run only. `schemathesis` must be on the `PATH`. Arguments go to it: `-- --seed 1` repeats a run,
 * `-- --max-examples 1000` makes a longer one.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../src/values/package-root.ts';
import { contractCopy } from './schemathesis/contract-copy.ts';
import { withProductionServer } from './test-run/production-server.ts';

const user = 'alice';

/** Runs Schemathesis and returns its exit code. It handles Ctrl+C, so that the server and Postgres stop in order. */
async function runSchemathesis(folder: string, address: string, token: string): Promise<number> {
  const contract = join(folder, 'openapi.json');
  await writeFile(contract, contractCopy(user));
  const settings = join(packageRoot, 'test', 'schemathesis');
  const seed = String(randomInt(2 ** 31));
  console.log(`--seed ${seed}`);
  const child = spawn(
    'schemathesis',
    [
      '--config-file',
      join(settings, 'schemathesis.toml'),
      'run',
      contract,
      '--url',
      address,
      '--seed',
      seed,
      ...process.argv.slice(2),
    ],
    // Schemathesis writes files into its working directory. They do not belong in the checkout.
    {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, SCHEMATHESIS_TOKEN: token, SCHEMATHESIS_HOOKS: join(settings, 'hooks.py') },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const folder = await mkdtemp(join(tmpdir(), 'tasks-api-schemathesis-'));
try {
  await withProductionServer(user, async ({ address, token }) => {
    process.exitCode = await runSchemathesis(folder, address, token);
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
