/**
 * `npm run bench:start-up`: how long the server takes from the start of its process to its first answer, its database being up, with the
 * contract compiled ahead of time (as shipped) and compiled at start (`generated/engine/contract.js` replaced by the compiler).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { databaseUrl } from '../src/database/address.ts';
import { packageRoot } from '../src/values/package-root.ts';
import { startTestCluster } from '../scripts/test-run/cluster.ts';
import { createTemplate, createTestDatabase, testEnvironment } from '../scripts/test-run/database.ts';

const rounds = 15;
const giveUpAfterMs = 20_000;

const compilingAtStart = `import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { compileContract } from '../../src/contract/compiler/compile.js';
const text = readFileSync(new URL('../../../generated/openapi.json', import.meta.url), 'utf8');
export const contract = await compileContract(JSON.parse(text), createHash('sha256').update(text).digest('hex'));
`;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port.');
  return address.port;
}

/** The status of an answer; undefined where nobody listens yet. */
async function ask(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/readyz', agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', () => resolve(undefined));
  });
}

/** Starts the built server in a folder and ends it. @returns milliseconds until it answered that it is ready */
async function startOnce(folder: string, databaseUrl: string): Promise<number> {
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    BETTER_AUTH_SECRET: 'a secret that signs nothing here at all',
  };
  const began = performance.now();
  const child = spawn(process.execPath, [join(folder, 'dist', 'src', 'main.js')], {
    cwd: tmpdir(),
    env,
    stdio: 'inherit',
  });
  const ended = once(child, 'exit');
  try {
    while ((await ask(port)) !== 200) {
      if (child.exitCode !== null) throw new Error('The server ended before it answered.');
      if (performance.now() - began > giveUpAfterMs) throw new Error('The server is not ready.');
      await setTimeout(1);
    }
    return performance.now() - began;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** A copy of the built package that compiles the contract when it starts. */
async function makeCompilingCopy(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-bench-'));
  await cp(join(packageRoot, 'dist'), join(folder, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'generated', 'package.json'])
    await symlink(join(packageRoot, name), join(folder, name));
  await writeFile(join(folder, 'dist', 'generated', 'engine', 'contract.js'), compilingAtStart);
  return folder;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const { address: connection, stop } = await startTestCluster();
const copy = await makeCompilingCopy();
try {
  Object.assign(process.env, testEnvironment(connection));
  await createTemplate(connection);
  const { address, drop } = await createTestDatabase();
  const url = databaseUrl(address);
  const times = { ahead: [] as number[], atStart: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ahead.push(await startOnce(packageRoot, url));
    times.atStart.push(await startOnce(copy, url));
  }
  await drop();
  const [ahead, atStart] = [median(times.ahead), median(times.atStart)];
  console.log(
    `Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, median of ${rounds} starts each`,
  );
  console.log(`compiled ahead of time  ${ahead.toFixed(0)} ms`);
  console.log(`compiled at start       ${atStart.toFixed(0)} ms`);
  console.log(`ratio                   ${(ahead / atStart).toFixed(2)}`);
} finally {
  await stop();
  await rm(copy, { recursive: true, force: true });
}
