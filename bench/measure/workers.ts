import { availableParallelism } from 'node:os';
import { tasksApi, type ServerDescription } from '../servers.ts';
import type { Bench } from './bench.ts';
import { measureWork } from './rounds.ts';
import { works, type WorkName } from './workload.ts';

const connections = 64;
const rounds = 3;
const measured: readonly WorkName[] = ['point-read', 'list', 'unauthorized'];

/** What so many workers do in one kind of work. */
export interface WorkersResult {
  readonly title: string;
  readonly workers: number;
  readonly requestsPerSecond: number;
  /** Microseconds for a request, of all workers. */
  readonly cpu: number;
}

function withWorkers(workers: number): ServerDescription {
  return {
    ...tasksApi,
    name: `${workers} workers`,
    environment: (surroundings) => ({ ...tasksApi.environment(surroundings), WORKERS: String(workers) }),
  };
}

/** 1, 2, 4 and so on, to as many as there are cores. */
function workerCounts(): number[] {
  const cores = availableParallelism();
  const counts: number[] = [];
  for (let workers = 1; workers < cores; workers *= 2) counts.push(workers);
  return [...counts, cores];
}

/** How the server grows with its processes, as far as the machine goes: the load and PostgreSQL need cores as well. */
export async function measureWorkers({ start, context, database }: Bench): Promise<WorkersResult[]> {
  const counts = workerCounts();
  const servers = [];
  for (const workers of counts) servers.push(await start(withWorkers(workers)));
  const results: WorkersResult[] = [];
  for (const work of works.filter(({ name }) => measured.includes(name))) {
    const options = { connections, rounds, seconds: 3, warmUpSeconds: 3 };
    const measurements = await measureWork(work, servers, context, database, options);
    for (const [index, { requestsPerSecond, cpu }] of measurements.entries()) {
      results.push({ title: work.title, workers: counts[index] ?? 0, requestsPerSecond, cpu });
    }
  }
  for (const server of servers) await server.stop();
  return results;
}
