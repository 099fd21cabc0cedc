import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unless } from './errors.ts';

/** What a postmaster says of itself in `postmaster.pid` (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_…). */
export interface PidFile {
  readonly pid: number;
  /** `starting`, `ready`, `stopping`, … ; empty before the first of them. */
  readonly status: string;
}

/** The path of the pid file in a data folder. */
export function pidFilePath(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}

/** Undefined where there is none, or none with a process in it (yet). */
export async function readPidFile(dataFolder: string): Promise<PidFile | undefined> {
  const lines = (await unless(['ENOENT'], readFile(pidFilePath(dataFolder), 'utf8')))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return Number.isSafeInteger(pid) && pid > 1 ? { pid, status: lines[7]?.trim() ?? '' } : undefined;
}
