import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';

/** What Linux counts in, on every architecture that Node.js runs on. */
const microsecondsPerTick = 10_000;

interface ProcessStat {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

async function readStat(pid: string): Promise<ProcessStat | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  if (text === undefined) return undefined;
  // The second field is the command in parentheses, and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** A process and all that it has started. */
async function processTree(root: number): Promise<ProcessStat[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = (await Promise.all(names.map(readStat))).filter((stat) => stat !== undefined);
  const tree = stats.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...stats.filter(({ parent }) => parent === pid));
  return tree;
}

/** The CPU time, of user and system, that a process, its threads and its children have taken so far. Microseconds. */
export async function cpuTime(root: number): Promise<number> {
  const tree = await processTree(root);
  return tree.reduce((sum, { ticks }) => sum + ticks, 0) * microsecondsPerTick;
}

const looks = 50;

/** Waits until a process has nothing more to do, 3 s at most, and tells what it has taken until then. */
export async function settledCpuTime(root: number): Promise<number> {
  let now = await cpuTime(root);
  for (let look = 0; look < looks; look += 1) {
    await setTimeout(60);
    const before = now;
    now = await cpuTime(root);
    if (now === before) break;
  }
  return now;
}

/** The most memory that a process and its children have had resident. MiB. */
export async function peakMemory(root: number): Promise<number> {
  const tree = await processTree(root);
  const peaks = await Promise.all(
    tree.map(async ({ pid }) => {
      const status = await readFile(`/proc/${pid}/status`, 'latin1');
      return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    }),
  );
  return peaks.reduce((sum, peak) => sum + peak, 0) / 1024;
}
