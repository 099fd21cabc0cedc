import { randomBytes } from 'node:crypto';
import { readdir, rename, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataDirectoryInUse } from './errors.ts';
import { errorCode } from '../../values/error-code.ts';
import { ignoring } from './system-error.ts';
import { orUndo } from './undo.ts';

export interface Lock {
  /** Lets another server acquire the lock. */
  readonly release: () => Promise<void>;
}

interface Rival {
  readonly name: string;
  readonly state: 'candidate' | 'owner';
  readonly pid: number | undefined;
}

const namePrefix = 'lock.';
const rivalReplyMs = 2000;
const askAgainMs = 20;

/**
 * Makes this process the only server on a data directory. The lock is a listening Unix socket: the kernel closes it
 * when its process ends in any way, so no pid is ever looked at.
 *
 * Every candidate listens under a new name, which is never used again, and then asks all the others. Two facts follow:
 * - A name that refuses connections is dead for good, and anyone may remove it.
 * - Of two candidates, at least one sees the other. The one with the higher name withdraws. The lower one waits until
 *   the other has withdrawn, or withdraws itself if the other already is the owner.
 *
 * @throws DataDirectoryInUse if another process has the lock or is about to get it
 */
export async function acquireLock(folder: string, directory: string): Promise<Lock> {
  const id = randomBytes(4).toString('hex');
  const name = namePrefix + id;
  let state: Rival['state'] = 'candidate';
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(`${String(process.pid)} ${state}`, () => socket.destroySoon());
  });
  const release = async () => {
    await ignoring(['ENOENT'], unlink(join(folder, name)));
    server.close();
  };

  // Hence the rename: a socket refuses connections between bind and listen, and under its final name it never may.
  await listen(server, join(folder, `new.${id}`));
  await rename(join(folder, `new.${id}`), join(folder, name));
  await orUndo(release, () => outlastRivals(folder, name, directory));
  state = 'owner';
  return { release };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Writable by all: the folder is private, and its owner may be another user than this process's (root).
    server.once('error', reject).listen({ path, writableAll: true }, resolve);
  });
}

/** Waits until no other process wants the lock. */
async function outlastRivals(folder: string, name: string, directory: string): Promise<void> {
  for (;;) {
    const rivals = await findRivals(folder, name);
    if (rivals.length === 0) return;
    const winner = rivals.find((rival) => rival.state === 'owner' || rival.name < name);
    if (winner !== undefined) throw new DataDirectoryInUse(directory, winner.pid);
    await delay(askAgainMs);
  }
}

async function findRivals(folder: string, self: string): Promise<Rival[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(namePrefix) && name !== self);
  const rivals = await Promise.all(names.map((name) => ask(folder, name)));
  return rivals.filter((rival) => rival !== undefined);
}

/**
 * Asks a rival for its state. Returns undefined if no process listens under the name any more. A process that listens
 * but does not answer (stopped, busy) counts as the owner.
 */
async function ask(folder: string, name: string): Promise<Rival | undefined> {
  const socket = connect(join(folder, name)).setEncoding('utf8').setTimeout(rivalReplyMs);
  let answer = '';
  socket.on('data', (text: string) => (answer += text));
  const end = await new Promise<'timeout' | 'close' | Error>((resolve) => {
    socket.once('timeout', () => {
      resolve('timeout');
    });
    socket.once('error', resolve);
    socket.once('close', () => {
      resolve('close');
    });
  });
  socket.destroy();
  const code = errorCode(end);
  if (code === 'ECONNREFUSED') await ignoring(['ENOENT'], unlink(join(folder, name)));
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return undefined;
  const [, pid, state] = /^(\d+) (candidate|owner)$/.exec(answer) ?? [];
  if (pid !== undefined) return { name, state: state === 'candidate' ? state : 'owner', pid: Number(pid) };
  // It withdrew or died while this connection was in its queue. Now it refuses connections.
  if (end === 'close' || code === 'ECONNRESET' || code === 'EPIPE') return ask(folder, name);
  return { name, state: 'owner', pid: undefined };
}
