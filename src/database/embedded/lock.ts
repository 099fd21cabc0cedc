import { randomBytes } from 'node:crypto';
import { readdir, rename, unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataDirectoryInUse, errorCode, unless } from './errors.ts';

export interface Lock {
  /** Lets the next server in. */
  readonly release: () => Promise<void>;
}

interface Rival {
  readonly name: string;
  readonly state: 'candidate' | 'owner';
  readonly pid: number | undefined;
}

const namePrefix = 'lock.';
const answerWithinMs = 2000;
const askAgainMs = 20;

/**
 * Makes this process the only server on a data directory. The lock is a Unix socket that listens: the kernel ends it with its
 * process, however that dies, and no pid is ever looked at.
 *
 * Every candidate listens under a name of its own, never used again, and then asks all others. So a name that refuses is dead
 * for good and can be removed by anyone, and of two candidates at least one sees the other: the one with the higher name
 * withdraws, the lower one waits until the other has withdrawn or turned out to have been first.
 *
 * @throws DataDirectoryInUse where another process has the lock or is about to get it
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
    await unless(['ENOENT'], unlink(join(folder, name)));
    server.close();
  };

  // Between bind and listen a socket refuses: under its final name it must listen from the first moment.
  await listen(server, join(folder, `new.${id}`));
  await rename(join(folder, `new.${id}`), join(folder, name));
  try {
    for (;;) {
      const rivals = await findRivals(folder, name);
      const winner = rivals.find((rival) => rival.state === 'owner' || rival.name < name);
      if (winner !== undefined) throw new DataDirectoryInUse(directory, winner.pid);
      if (rivals.length === 0) break;
      await delay(askAgainMs);
    }
  } catch (error) {
    await release();
    throw error;
  }
  state = 'owner';
  return { release };
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Writable for all: the folder is private, and its owner may not be the user of this process (root).
    server.once('error', reject).listen({ path, writableAll: true }, resolve);
  });
}

async function findRivals(folder: string, self: string): Promise<Rival[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(namePrefix) && name !== self);
  const rivals = await Promise.all(names.map((name) => ask(folder, name)));
  return rivals.filter((rival) => rival !== undefined);
}

/** Undefined where no process listens any more. Whoever listens but does not answer (stopped, busy) counts as the owner. */
async function ask(folder: string, name: string): Promise<Rival | undefined> {
  const socket = connect(join(folder, name)).setEncoding('utf8').setTimeout(answerWithinMs);
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
  if (code === 'ECONNREFUSED') await unless(['ENOENT'], unlink(join(folder, name)));
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return undefined;
  const [, pid, state] = /^(\d+) (candidate|owner)$/.exec(answer) ?? [];
  if (pid !== undefined) return { name, state: state === 'candidate' ? state : 'owner', pid: Number(pid) };
  // It withdrew, or died, while we were in its queue. Now it refuses.
  if (end === 'close' || code === 'ECONNRESET' || code === 'EPIPE') return ask(folder, name);
  return { name, state: 'owner', pid: undefined };
}
