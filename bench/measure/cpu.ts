/** Measures the CPU time of a process and its children, from Linux's `/proc`. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** Linux counts CPU time in ticks of this length on every architecture that Node.js runs on. */
const microsecondsPerTick = 10_000;

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

async function readStat(pid: string): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  if (text === undefined) return undefined;
  // The second field is the command in parentheses. It may contain spaces and parentheses.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** User and system CPU time that a process, its threads and its child processes have used so far. Microseconds. */
export async function cpuTime(root: number): Promise<number> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(pids.map(readStat))).filter((stat) => stat !== undefined);
  const tree = stats.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...stats.filter(({ parent }) => parent === pid));
  return tree.reduce((sum, { ticks }) => sum + ticks, 0) * microsecondsPerTick;
}

const attempts = 50;
const pauseMs = 60;

/** Waits until a process is idle, 3 s at most. @returns its CPU time by then, in microseconds */
export async function settledCpuTime(root: number): Promise<number> {
  let now = await cpuTime(root);
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    await setTimeout(pauseMs);
    const before = now;
    now = await cpuTime(root);
    if (now === before) break;
  }
  return now;
}
