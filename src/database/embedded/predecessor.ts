import { execFile } from 'node:child_process';
import { readFile, readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from './log.ts';
import { pidFilePath, readPidFile } from './pid-file.ts';
import { shutDown } from './shutdown.ts';
import { ignoring } from './system-error.ts';

/**
 * Prepares a data folder for a new postmaster after a server was killed: ends the old postmaster if it still runs, and
 * removes the files that would keep a new one from starting. Only the holder of the lock may call this.
 *
 * @throws EmbeddedPostgresError if the old postmaster cannot be ended
 */
export async function clearPredecessor(dataFolder: string, socketFolder: string, log: Log): Promise<void> {
  const pid = (await readPidFile(dataFolder))?.pid;
  if (pid !== undefined && (await isPostmasterOf(dataFolder, pid))) {
    log.warn({ postmaster: pid }, 'ending the Postgres that a killed server has left behind');
    await end(dataFolder, pid);
  } else if (pid !== undefined && send(pid, 0)) {
    // Postgres takes any process of its user with the old pid for a postmaster, and refuses to start.
    await ignoring(['ENOENT'], unlink(pidFilePath(dataFolder)));
  }
  for (const name of await readdir(socketFolder)) {
    if (name.startsWith('.s.PGSQL.')) await ignoring(['ENOENT'], unlink(join(socketFolder, name)));
  }
}

async function end(dataFolder: string, pid: number): Promise<void> {
  await shutDown(
    (signal) => send(pid, signal),
    async (ms) => {
      const deadline = performance.now() + ms;
      while (await isPostmasterOf(dataFolder, pid)) {
        if (performance.now() > deadline) return false;
        await delay(20);
      }
      return true;
    },
  );
}

/** Sends a signal; 0 sends none. Returns false if there is no such process or this user may not signal it. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/**
 * True if the process is a postmaster on this data folder. Compares its working folder, which stays right when the
 * folder is moved. Compares its command line instead where the working folder cannot be read: on macOS, and as root
 * without CAP_SYS_PTRACE (in a container).
 */
async function isPostmasterOf(dataFolder: string, pid: number): Promise<boolean> {
  const [program = '', folder] = await (process.platform === 'linux' ? linuxCommand(pid) : psCommand(pid));
  if (basename(program) !== 'postgres') return false;
  const denied = ['ENOENT', 'EACCES', 'EPERM', 'ESRCH'];
  const working = await ignoring(denied, stat(`/proc/${String(pid)}/cwd/`, { bigint: true }));
  if (working === undefined) return folder === dataFolder;
  const own = await stat(dataFolder, { bigint: true });
  return working.ino === own.ino && working.dev === own.dev;
}

/** Returns the program and the data folder that `launch` gave it; nothing for a zombie or if there is no process. */
async function linuxCommand(pid: number): Promise<(string | undefined)[]> {
  const line = await ignoring(['ENOENT', 'ESRCH'], readFile(`/proc/${String(pid)}/cmdline`, 'utf8'));
  const [program, , folder] = line?.split('\0') ?? [];
  return [program, folder];
}

/** Does the same as `linuxCommand` by asking `ps`. */
async function psCommand(pid: number): Promise<(string | undefined)[]> {
  const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  const line = await ps.then(
    ({ stdout }) => stdout,
    () => '', // No such process.
  );
  const [program, args] = line.split(' -D ');
  return [program, args?.split(' -c ')[0]];
}
