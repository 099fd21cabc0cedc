import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import tap, { type Test } from 'tap';
import type { Connection, Log } from '../../../src/database/embedded/index.ts';
import { roomyFolder } from '../../support/cluster.ts';

const GENEROUS_MS = 30_000;

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
  const deadline = performance.now() + GENEROUS_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await delay(20);
  }
}

/** Runs one statement on a connection of its own. */
export async function query(connection: Connection, text: string): Promise<unknown[][]> {
  const client = new pg.Client(connection);
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
  readonly connection?: Connection;
}

/** A server in a process of its own (`server.fixture.ts`), in a process group of its own. */
export function spawnServer(t: Test, directory: string, options: { uid?: number } = {}) {
  const fixture = fileURLToPath(new URL('server.fixture.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, directory], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
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
export async function spawnReadyServer(t: Test, directory: string, options: { uid?: number } = {}) {
  const server = spawnServer(t, directory, options);
  const { connection } = await server.tells('ready');
  if (connection === undefined) throw new Error(`the server did not start: ${JSON.stringify(server.told)}`);
  return { ...server, connection };
}
