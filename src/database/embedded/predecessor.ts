import { execFile } from 'node:child_process';
import { readFile, readdir, stat, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { unless } from './errors.ts';
import type { Log } from './log.ts';
import { pidFilePath, readPidFile } from './pid-file.ts';
import { shutDown } from './shutdown.ts';

/**
 * Clears the way for a new postmaster after one whose server was killed: ends it where it still runs, and removes what would
 * keep the new one from starting. Only for the holder of the lock.
 *
 * @throws EmbeddedPostgresError where it cannot be ended
 */
export async function clearPredecessor(dataFolder: string, socketFolder: string, log: Log): Promise<void> {
  const pid = (await readPidFile(dataFolder))?.pid;
  if (pid !== undefined && (await isPostmasterOf(dataFolder, pid))) {
    log.warn({ postmaster: pid }, 'ending the Postgres that a killed server has left behind');
    await end(dataFolder, pid);
  } else if (pid !== undefined && send(pid, 0)) {
    // Postgres takes any process of its user under the old pid for a postmaster, and refuses to start.
    await unless(['ENOENT'], unlink(pidFilePath(dataFolder)));
  }
  for (const name of await readdir(socketFolder)) {
    if (name.startsWith('.s.PGSQL.')) await unless(['ENOENT'], unlink(join(socketFolder, name)));
  }
}

async function end(dataFolder: string, pid: number): Promise<void> {
  await shutDown(
    (signal) => send(pid, signal),
    async (withinMs) => {
      const deadline = performance.now() + withinMs;
      while (await isPostmasterOf(dataFolder, pid)) {
        if (performance.now() > deadline) return false;
        await delay(20);
      }
      return true;
    },
  );
}

/** False where there is no such process, or one that this user may not reach. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/**
 * Whether the process is a postmaster on this very folder. Its working folder tells, wherever that was moved to; where it may
 * not be read (macOS; root without CAP_SYS_PTRACE, as in a container), the command line does.
 */
async function isPostmasterOf(dataFolder: string, pid: number): Promise<boolean> {
  const [program = '', folder] = await (process.platform === 'linux' ? linuxCommand(pid) : psCommand(pid));
  if (basename(program) !== 'postgres') return false;
  const denied = ['ENOENT', 'EACCES', 'EPERM', 'ESRCH'];
  const working = await unless(denied, stat(`/proc/${String(pid)}/cwd/`, { bigint: true }));
  if (working === undefined) return folder === dataFolder;
  const own = await stat(dataFolder, { bigint: true });
  return working.ino === own.ino && working.dev === own.dev;
}

/** The program, and the folder that `launch` gave it; empty for a zombie, or no process at all. */
async function linuxCommand(pid: number): Promise<(string | undefined)[]> {
  const line = await unless(['ENOENT', 'ESRCH'], readFile(`/proc/${String(pid)}/cmdline`, 'utf8'));
  const [program, , folder] = line?.split('\0') ?? [];
  return [program, folder];
}

async function psCommand(pid: number): Promise<(string | undefined)[]> {
  const ps = promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
  const line = await ps.then(
    ({ stdout }) => stdout,
    () => '', // No such process.
  );
  const [program, args] = line.split(' -D ');
  return [program, args?.split(' -c ')[0]];
}
