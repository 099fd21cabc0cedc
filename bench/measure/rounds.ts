import type { BenchDatabase } from './database.ts';
import { cpuTime, settledCpuTime } from './cpu.ts';
import { prepareLoad, type LoadRequest } from './load.ts';
import type { RunningServer } from './server-process.ts';
import { median } from './statistics.ts';
import type { Work, WorkContext } from './workload.ts';

/** What one server did in one kind of work: medians over the rounds. */
export interface Measurement {
  readonly server: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of CPU time, of all the server's processes, for a request. */
  readonly cpu: number;
  /** The same, of every round. */
  readonly cpuOfRounds: readonly number[];
}

export interface RoundOptions {
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Before the first round, for compilers that learn. A server that was never under load has `firstWarmUpSeconds` more. */
  readonly warmUpSeconds: number;
}

/** What one round gave. */
export type Sample = Omit<Measurement, 'server' | 'cpuOfRounds'>;

/** Puts one server under load once. */
export async function measureOnce(
  server: RunningServer,
  load: { requests: readonly LoadRequest[]; statuses: readonly number[]; connections: number; seconds: number },
): Promise<Sample> {
  const { run } = await prepareLoad({ url: server.url, ...load });
  const before = await cpuTime(server.pid);
  const { sent, answered, seconds, p50, p99 } = await run();
  const after = await settledCpuTime(server.pid);
  return { requestsPerSecond: answered / seconds, p50, p99, cpu: (after - before) / sent };
}

/** Until then, CPU time for a request of this server falls by a quarter; of those with less code, by less. */
const firstWarmUpSeconds = 5;

/** Those that were under load: what most kinds of work have in common is compiled. */
const warm = new WeakSet<RunningServer>();

/** Puts all servers under the same load in turn, again in every round. */
export async function measureWork(
  work: Work,
  servers: readonly RunningServer[],
  context: WorkContext,
  database: BenchDatabase,
  { connections, rounds, seconds, warmUpSeconds }: RoundOptions,
): Promise<Measurement[]> {
  const entries = servers.map((server) => ({
    server,
    load: { requests: work.requests(context, server.description), statuses: work.statuses, connections },
    samples: [] as Sample[],
  }));
  const once = async (entry: (typeof entries)[number], duration: number): Promise<Sample> => {
    try {
      return await measureOnce(entry.server, { ...entry.load, seconds: duration });
    } catch (error) {
      throw new Error(`${entry.server.description.name}, ${work.name}`, { cause: error });
    } finally {
      if (work.writes) await database.restore();
    }
  };
  for (const entry of entries) {
    await once(entry, warmUpSeconds + (warm.has(entry.server) ? 0 : firstWarmUpSeconds));
    warm.add(entry.server);
  }
  for (let round = 0; round < rounds; round += 1) {
    // Nobody is always first.
    const turn = round % entries.length;
    for (const entry of [...entries.slice(turn), ...entries.slice(0, turn)])
      entry.samples.push(await once(entry, seconds));
  }
  return entries.map(({ server, samples }) => {
    const of = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
    return {
      server: server.description.name,
      requestsPerSecond: of('requestsPerSecond'),
      p50: of('p50'),
      p99: of('p99'),
      cpu: of('cpu'),
      cpuOfRounds: samples.map(({ cpu }) => cpu),
    };
  });
}
