/**
 * `npm run test:schemathesis`: runs Schemathesis against the server in production mode, with a Postgres that exists for
 * this run only. `schemathesis` must be on the `PATH`. Arguments go to it: `-- --seed 1` repeats a run,
 * `-- --max-examples 1000` makes a longer one.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { signDevelopmentToken } from '../src/auth/development-token.ts';
import { databaseUrl } from '../src/database/address.ts';
import { packageRoot } from '../src/values/package-root.ts';
import { startTestCluster } from './test-run/cluster.ts';
import { createTestDatabase, createTemplate, testEnvironment, type TestPostgres } from './test-run/database.ts';
import { contractCopy } from './schemathesis/contract-copy.ts';

const user = 'alice';
const tokenSeconds = 3600;
const errorLine = /"level":[56]0,/;

/** Reads the log to its end and prints its errors. @returns the address that the server listens at */
async function addressIn(log: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input: log });
    lines.on('line', (line) => {
      const [, address] = /Server listening at (http:[^"]+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
      if (errorLine.test(line)) console.error(line);
    });
    lines.on('close', () => reject(new Error('The server ended before it listened.')));
  });
}

function startServer(address: TestPostgres, secret: string) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(packageRoot, 'src', 'main.ts')], {
    // A folder without a developer's .env.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: databaseUrl(address),
      BETTER_AUTH_SECRET: secret,
      REQUESTS_PER_MINUTE: '1000000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, address: addressIn(child.stdout) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** Runs Schemathesis and returns its exit code. It handles Ctrl+C, so that the server and Postgres stop in order. */
async function runSchemathesis(folder: string, address: string, token: string): Promise<number> {
  const contract = join(folder, 'openapi.json');
  await writeFile(contract, contractCopy(user));
  const configuration = join(packageRoot, 'test', 'schemathesis', 'schemathesis.toml');
  const seed = String(randomInt(2 ** 31));
  console.log(`--seed ${seed}`);
  const child = spawn(
    'schemathesis',
    ['--config-file', configuration, 'run', contract, '--url', address, '--seed', seed, ...process.argv.slice(2)],
    // Schemathesis writes files into its working directory. They do not belong in the checkout.
    { cwd: folder, stdio: 'inherit', env: { ...process.env, SCHEMATHESIS_TOKEN: token } },
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const { address: connection, stop } = await startTestCluster();
const folder = await mkdtemp(join(tmpdir(), 'tasks-api-schemathesis-'));
try {
  Object.assign(process.env, testEnvironment(connection));
  await createTemplate(connection);
  const database = await createTestDatabase();
  const secret = randomBytes(32).toString('base64url');
  const server = startServer(database.address, secret);
  try {
    const token = signDevelopmentToken(secret, user, tokenSeconds);
    process.exitCode = await runSchemathesis(folder, await server.address, token);
  } finally {
    await end(server.child);
    await database.drop();
  }
} finally {
  await stop();
  await rm(folder, { recursive: true, force: true });
}
