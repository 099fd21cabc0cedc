import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ignoring } from './system-error.ts';

/** The parts of `postmaster.pid` that we use (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_…). */
export interface PidFile {
  readonly pid: number;
  /** `starting`, `ready`, `stopping`, …; empty until the postmaster writes the first of them. */
  readonly status: string;
}

/** Returns the path of the pid file in a data folder. */
export function pidFilePath(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}

/** Reads the pid file of a data folder. Returns undefined if there is none, or if it does not name a process yet. */
export async function readPidFile(dataFolder: string): Promise<PidFile | undefined> {
  const lines = (await ignoring(['ENOENT'], readFile(pidFilePath(dataFolder), 'utf8')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? { pid, status: lines[7]?.trim() ?? '' } : undefined;
}
