import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ServerDescription, Surroundings } from '../servers.ts';
import { bearer } from './tokens.ts';
import { userName } from './seed.ts';
import type { UndoLater } from './undo.ts';

const giveUpAfterMs = 60_000;
const endWithinMs = 10_000;

/** A server under test, running. */
export interface RunningServer {
  readonly description: ServerDescription;
  readonly url: string;
  readonly pid: number;
  /** From the start of its process to its first answer from the database. */
  readonly startMs: number;
  /** May be called again. */
  readonly stop: () => Promise<void>;
}

/** Those that run: they must not outlive this process, however it ends. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** What all servers of a run share. */
export type SharedSurroundings = Omit<Surroundings, 'port'>;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port.');
  return address.port;
}

/** The status of a point read; undefined where nobody listens yet. */
async function ask(port: number, authorization: string): Promise<number | undefined> {
  const path = `/api/${userName(0)}/tasks/1`;
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path, headers: { authorization }, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', () => resolve(undefined));
  });
}

/**
 * Starts a server with nothing of this process's environment, and waits for its first answer. Its output goes to a file. How to stop it is
 * told before it answers.
 */
export async function startServer(
  description: ServerDescription,
  shared: SharedSurroundings,
  undoLater: UndoLater,
): Promise<RunningServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-bench-server-'));
  undoLater(() => rm(folder, { recursive: true, force: true }));
  const logFile = join(folder, 'log');
  const log = await open(logFile, 'w');
  const [file, ...args] = description.command;
  const authorization = bearer(userName(0), shared.secret);
  const began = performance.now();
  const child = spawn(file, args, {
    // Where there is no .env of a developer's.
    cwd: folder,
    env: { PATH: process.env['PATH'], ...description.environment({ ...shared, port }) },
    stdio: ['ignore', log.fd, log.fd],
  });
  children.add(child);
  const ended = once(child, 'exit');
  // Where it cannot even be started, that is told below.
  ended.catch(() => undefined);
  const end = async () => {
    child.kill('SIGTERM');
    const killer = globalThis.setTimeout(() => child.kill('SIGKILL'), endWithinMs);
    await ended;
    clearTimeout(killer);
    children.delete(child);
    await log.close();
  };
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= end());
  undoLater(stop);
  let status: number | undefined;
  while ((status = await ask(port, authorization)) !== 200) {
    if (child.pid === undefined || child.exitCode !== null || performance.now() - began > giveUpAfterMs) {
      const output = (await readFile(logFile, 'utf8')).slice(-2_000);
      throw new Error(`${description.name} does not answer a point read (${status ?? 'nothing'}): ${output}`);
    }
    await setTimeout(2);
  }
  const startMs = performance.now() - began;
  if (child.pid === undefined) throw new Error(`${description.name} has no process.`);
  return { description, url: `http://127.0.0.1:${port}`, pid: child.pid, startMs, stop };
}
