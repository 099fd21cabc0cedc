import type { ServerDescription } from '../servers.ts';
import type { Bench } from './bench.ts';
import { peakMemory } from './cpu.ts';
import { median } from './statistics.ts';

const starts = 5;

/** What a server costs beside its requests. */
export interface ProcessCosts {
  readonly server: string;
  /** From the start of the process to the first answer from the database. Milliseconds. */
  readonly startMs: number;
  /** The most that was resident during all of the measurements. MiB. */
  readonly peakMemory: number;
}

/** Starts each server a few times, in turn, and reads what those that run have used. To be measured last. */
export async function measureProcessCosts({ servers, start }: Bench): Promise<ProcessCosts[]> {
  const times = new Map<ServerDescription, number[]>(servers.map(({ description }) => [description, []]));
  for (let round = 0; round < starts; round += 1) {
    for (const [description, samples] of times) {
      const { startMs, stop } = await start(description);
      samples.push(startMs);
      await stop();
    }
  }
  return Promise.all(
    servers.map(async ({ description, pid }) => ({
      server: description.name,
      startMs: median(times.get(description) ?? []),
      peakMemory: await peakMemory(pid),
    })),
  );
}
