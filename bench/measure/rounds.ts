/** Measures servers in turn, in rounds, with one kind of work. */
import type { Bench } from './bench.ts';
import { cpuTime, settledCpuTime } from './cpu.ts';
import { prepareLoad, type LoadJob } from './load.ts';
import type { RunningServer } from './server-process.ts';
import { median } from './statistics.ts';
import type { Work } from './workload.ts';

/** The results of one server in one round. */
interface Sample {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of CPU time per request, of all the server's processes. */
  readonly cpu: number;
}

/** The results of one server in one kind of work: medians over the rounds. */
export interface Measurement extends Sample {
  readonly server: string;
  /** CPU time per request in each round. */
  readonly cpuOfRounds: readonly number[];
}

/** The length of a measurement and its load. */
export interface RoundOptions {
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Before the first round, for the JIT compiler. A server's first load gets `firstWarmUpSeconds` more. */
  readonly warmUpSeconds: number;
}

/** In this time, this server's CPU time per request falls by a quarter; with less code, by less. */
const firstWarmUpSeconds = 5;

/** Servers that have been under load. The code that most kinds of work share is compiled. */
const warm = new WeakSet<RunningServer>();

async function runOnce(server: RunningServer, job: Omit<LoadJob, 'url'>): Promise<Sample> {
  const run = await prepareLoad({ url: server.url, ...job });
  const before = await cpuTime(server.pid);
  const { sent, answered, seconds, p50, p99 } = await run();
  const after = await settledCpuTime(server.pid);
  return { requestsPerSecond: answered / seconds, p50, p99, cpu: (after - before) / sent };
}

function summary(server: string, samples: readonly Sample[]): Measurement {
  const of = (key: keyof Sample) => median(samples.map((sample) => sample[key]));
  return {
    server,
    requestsPerSecond: of('requestsPerSecond'),
    p50: of('p50'),
    p99: of('p99'),
    cpu: of('cpu'),
    cpuOfRounds: samples.map(({ cpu }) => cpu),
  };
}

/** Puts servers under the same load in turn, in rounds. */
export async function measureWork(
  work: Work,
  servers: readonly RunningServer[],
  { context, restore }: Bench,
  { connections, rounds, seconds, warmUpSeconds }: RoundOptions,
): Promise<Measurement[]> {
  const load = { requests: work.requests(context), statuses: work.statuses, connections };
  const once = async (server: RunningServer, duration: number): Promise<Sample> => {
    try {
      return await runOnce(server, { ...load, seconds: duration });
    } catch (error) {
      throw new Error(`${server.description.name}, ${work.name}`, { cause: error });
    } finally {
      if (work.writes) await restore();
    }
  };
  for (const server of servers) {
    await once(server, warmUpSeconds + (warm.has(server) ? 0 : firstWarmUpSeconds));
    warm.add(server);
  }
  const samples = new Map(servers.map((server) => [server, [] as Sample[]]));
  for (let round = 0; round < rounds; round += 1) {
    // Another server is first in each round.
    const turn = round % servers.length;
    for (const server of [...servers.slice(turn), ...servers.slice(0, turn)])
      samples.get(server)?.push(await once(server, seconds));
  }
  return [...samples].map(([server, ofServer]) => summary(server.description.name, ofServer));
}
