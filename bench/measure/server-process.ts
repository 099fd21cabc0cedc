/** Starts a server under test and ends it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerDescription, ServerSettings } from '../servers.ts';
import { bearer } from './tokens.ts';
import { userName } from './seed.ts';
import type { UndoLater } from './undo.ts';

const readyWithinMs = 60_000;
const endWithinMs = 10_000;

/** A server under test that answers. */
export interface RunningServer {
  readonly description: ServerDescription;
  readonly url: string;
  readonly pid: number;
}

/** Running processes. They must not outlive this one, however it ends. */
const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port.');
  return address.port;
}

/** The status of a point read; undefined while the server does not listen. */
async function readStatus(url: string, authorization: string): Promise<number | undefined> {
  try {
    const response = await fetch(`${url}/api/${userName(0)}/tasks/1`, { headers: { authorization } });
    await response.text();
    return response.status;
  } catch {
    return undefined;
  }
}

/** Runs a server's program, and registers how to stop it. Its output goes to a file. */
async function spawnServer(
  [file, ...args]: ServerDescription['command'],
  env: NodeJS.ProcessEnv,
  logFile: string,
  undoLater: UndoLater,
): Promise<ChildProcess> {
  const log = await open(logFile, 'w');
  // In a folder without a developer's .env.
  const child = spawn(file, args, { cwd: tmpdir(), env, stdio: ['ignore', log.fd, log.fd] });
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  await log.close();
  children.add(child);
  child.once('exit', () => children.delete(child));
  undoLater(async () => {
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), endWithinMs);
    await ended;
    clearTimeout(killer);
  });
  return child;
}

/** Starts a server without this process's environment, and waits until it answers a point read. */
export async function startServer(
  description: ServerDescription,
  shared: Omit<ServerSettings, 'port'>,
  undoLater: UndoLater,
): Promise<RunningServer> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-bench-server-'));
  undoLater(() => rm(folder, { recursive: true, force: true }));
  const logFile = join(folder, 'log');
  const env = { PATH: process.env['PATH'], ...description.environment({ ...shared, port }) };
  const child = await spawnServer(description.command, env, logFile, undoLater);
  const url = `http://127.0.0.1:${port}`;
  const authorization = bearer(userName(0), shared.secret);
  const giveUpAt = performance.now() + readyWithinMs;
  let status: number | undefined;
  while ((status = await readStatus(url, authorization)) !== 200) {
    if (!children.has(child) || performance.now() > giveUpAt) {
      const output = (await readFile(logFile, 'utf8')).slice(-2_000);
      throw new Error(`${description.name} does not answer a point read (${status ?? 'no answer'}): ${output}`);
    }
    await delay(20);
  }
  if (child.pid === undefined) throw new Error(`${description.name} has no process.`);
  return { description, url, pid: child.pid };
}
