import { tasksApi, unchecked } from '../servers.ts';
import type { Bench } from './bench.ts';
import { ratioTo } from './report.ts';
import { measureWork } from './rounds.ts';
import { works, type WorkName } from './workload.ts';

const rounds = 5;
const measured: readonly WorkName[] = ['point-read', 'list', 'create'];

/** What holding every answer against the contract costs. */
export interface ResponseCheckCost {
  readonly title: string;
  /** Microseconds of CPU time for a request. */
  readonly checked: number;
  readonly unchecked: number;
  /** Of the CPU time for a checked request. */
  readonly share: number;
}

/** Measures the server beside one that sends whatever its handlers answer. */
export async function measureResponseChecks(
  { servers, start, context, database }: Bench,
  connections: number,
): Promise<ResponseCheckCost[]> {
  const own = servers.find(({ description }) => description === tasksApi);
  if (!own) throw new Error('tasks-api does not run.');
  const other = await start(unchecked);
  const costs: ResponseCheckCost[] = [];
  for (const work of works.filter(({ name }) => measured.includes(name))) {
    const measurements = await measureWork(work, [own, other], context, database, {
      connections,
      rounds,
      seconds: 2,
      warmUpSeconds: 2,
    });
    const [withChecks, without] = measurements;
    const ratio = ratioTo(tasksApi.name, unchecked.name, measurements);
    if (!withChecks || !without || ratio === undefined) throw new Error(`${work.name} was not measured.`);
    costs.push({ title: work.title, checked: withChecks.cpu, unchecked: without.cpu, share: 1 - ratio });
  }
  await other.stop();
  return costs;
}
