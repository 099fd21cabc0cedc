import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import tap, { type Test } from 'tap';
import type { EmbeddedAddress, Log } from '../../../src/database/embedded/index.ts';
import { packageRoot } from '../../../src/values/package-root.ts';
import { roomyFolder } from '../../../scripts/test-run/cluster.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';

const generousMs = 30_000;

/** A file starts a dozen servers, and the machine may have more to do. */
tap.setTimeout(180_000);

const nothing = () => undefined;
export const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export const isRoot = process.getuid?.() === 0;

/** A folder of this test's own; when the test ends it is removed, and whatever still runs in it is killed. */
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
    // It has ended by itself meanwhile.
  }
}

/** All processes that work in a folder or were given it on their command line. */
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

/** Everything but plain files and folders. */
export async function socketsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isSocket()).map(({ name }) => name);
}

/** Waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = performance.now() + generousMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

/** Runs one statement on a address of its own. */
export async function query(address: EmbeddedAddress, text: string): Promise<unknown[][]> {
  const client = new pg.Client(address);
  client.on('error', nothing);
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end().catch(nothing);
  }
}

/** The postmaster of a data directory. */
export async function postmasterOf(directory: string): Promise<number> {
  return Number.parseInt(await readFile(join(directory, 'postgres/postmaster.pid'), 'utf8'), 10);
}

export interface Told {
  readonly event: string;
  readonly name?: string;
  readonly message?: string;
  readonly pid?: number;
  readonly address?: EmbeddedAddress;
}

const others = 65_534;

/**
 * As root: this checkout, or where other users cannot enter it, a copy that they can (of hard links, where it is the same file
 * system). Only from there can Postgres run as one of them.
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
  /** As whom the server runs; as this user where there is none. */
  readonly uid?: number;
  /** Where its code is. */
  readonly checkout?: string;
}

/** A server in a process of its own (`server.fixture.ts`), in a process group of its own. */
export function spawnServer(t: Test, directory: string, { checkout = packageRoot, ...options }: SpawnOptions = {}) {
  const fixture = join(checkout, relative(packageRoot, compiledRoot), 'test/database/embedded/server.fixture.js');
  const child = spawn(process.execPath, [fixture, directory], {
    cwd: checkout,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const gone = once(child, 'exit');
  const told: Told[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => told.push(JSON.parse(line) as Told));
  t.teardown(() => child.kill('SIGKILL'));
  const tells = async (event: string): Promise<Told> => {
    await until(
      `the server tells "${event}"`,
      () => told.some((one) => one.event === event) || child.exitCode !== null,
    );
    return told.find((one) => one.event === event) ?? { event: `exit code ${String(child.exitCode)}` };
  };
  return { pid: child.pid ?? 0, told, tells, gone };
}

/** A server in a process of its own that is up, and how to reach its database. */
export async function spawnReadyServer(t: Test, directory: string, options: SpawnOptions = {}) {
  const server = spawnServer(t, directory, options);
  const { address } = await server.tells('ready');
  if (address === undefined) throw new Error(`the server did not start: ${JSON.stringify(server.told)}`);
  return { ...server, address };
}
