import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import tap, { type Test } from 'tap';
import type { EmbeddedAddress } from '../../../src/database/embedded/index.ts';
import { packageRoot } from '../../../src/values/package-root.ts';
import { roomyFolder } from '../../../scripts/test-run/cluster.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';

const generousMs = 30_000;

/** A test file starts a dozen servers, and the machine may be busy. */
tap.setTimeout(180_000);

export const isRoot = process.getuid?.() === 0;

/** Makes a folder for a test. When the test ends, kills every process that still uses the folder, and removes it. */
export async function folderFor(t: Test, mode = 0o755): Promise<string> {
  const folder = await realpath(await mkdtemp(join(await roomyFolder(), 'tasks-api-embedded-')));
  await chmod(folder, mode);
  t.teardown(async () => {
    for (const pid of await processesIn(folder)) killHard(pid);
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return folder;
}

function killHard(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** Finds the processes whose working folder or command line is in a folder. */
export async function processesIn(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    const working = await readlink(`/proc/${name}/cwd`).catch(() => '');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (working.startsWith(folder) || command.includes(folder)) found.push(Number(name));
  }
  return found;
}

/** Lists the sockets in a folder. */
export async function socketsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isSocket()).map(({ name }) => name);
}

/** Waits until a condition holds. `what` completes the sentence "waited in vain until …" of the error. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + generousMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

/** Runs one statement on its own connection. */
export async function query(address: EmbeddedAddress, text: string): Promise<unknown[][]> {
  const client = new pg.Client(address);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Reads the process id of a data directory's postmaster. */
export async function postmasterOf(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'postgres/postmaster.pid'), 'utf8'), 10);
}

/** An event that the server process reports. */
export interface ServerEvent {
  readonly event: string;
  readonly name?: string;
  readonly message?: string;
  readonly pid?: number;
  readonly address?: EmbeddedAddress;
}

const others = 65_534;

/**
 * For tests as root: returns this checkout if other users can read it, else a copy that they can read (of hard links
 * on the same file system). Postgres can run as another user only from such a checkout.
 */
export async function checkoutForAll(t: Test): Promise<string> {
  const probe = spawnSync('test', ['-r', join(packageRoot, 'package.json')], { uid: others, gid: others, cwd: '/' });
  if (probe.status === 0) return packageRoot;
  const copy = await mkdtemp(join(tmpdir(), 'tasks-api-checkout-'));
  t.teardown(() => rm(copy, { recursive: true, force: true }));
  await chmod(copy, 0o755);
  for (const name of ['package.json', relative(packageRoot, compiledRoot), 'node_modules']) {
    const linked = spawnSync('cp', ['-a', '-l', join(packageRoot, name), copy]);
    if (linked.status !== 0) execFileSync('cp', ['-a', join(packageRoot, name), copy]);
  }
  return copy;
}

export interface SpawnOptions {
  /** User of the server process; this user by default. */
  readonly uid?: number;
  /** Folder of the server's code. */
  readonly checkout?: string;
}

/** Starts `server.fixture.ts` in its own process and process group. */
export function spawnServer(t: Test, directory: string, { checkout = packageRoot, ...options }: SpawnOptions = {}) {
  const fixture = join(checkout, relative(packageRoot, compiledRoot), 'test/database/embedded/server.fixture.js');
  const child = spawn(process.execPath, [fixture, directory], {
    cwd: checkout,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const gone = once(child, 'exit');
  const events: ServerEvent[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => events.push(JSON.parse(line) as ServerEvent));
  t.teardown(() => child.kill('SIGKILL'));
  const reports = async (event: string): Promise<ServerEvent> => {
    await until(
      `the server reports "${event}"`,
      () => events.some((one) => one.event === event) || child.exitCode !== null,
    );
    return events.find((one) => one.event === event) ?? { event: `exit code ${String(child.exitCode)}` };
  };
  return { pid: child.pid ?? 0, events, reports, gone };
}

/** Starts a server as `spawnServer` does, waits until it is ready, and adds the address of its database. */
export async function spawnReadyServer(t: Test, directory: string, options: SpawnOptions = {}) {
  const server = spawnServer(t, directory, options);
  const { address } = await server.reports('ready');
  if (address === undefined) throw new Error(`the server did not start: ${JSON.stringify(server.events)}`);
  return { ...server, address };
}
