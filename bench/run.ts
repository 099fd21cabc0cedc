/**
 * `npm run bench`: this server and its peers, on the same database and the same work, side by side.
 *
 * `npm run bench -- --work=point-read,list --servers=tasks-api,bare --rounds=3` measures some of it.
 */
import { parseArgs } from 'node:util';
import { withBench } from './measure/bench.ts';
import { checkAnswers } from './measure/gate.ts';
import { installPeers } from './measure/peers.ts';
import { workTable } from './measure/report.ts';
import { measureWork } from './measure/rounds.ts';
import { works } from './measure/workload.ts';
import { servers } from './servers.ts';

const size = { users: 1_000, tasksPerUser: 200, tasksOfHeavyUser: 100_000 };

/** @throws where a name is none of those that there are */
function chosen<T extends { readonly name: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name);
    if (!found) throw new Error(`There is no ${name}. There are: ${all.map((one) => one.name).join(', ')}`);
    return found;
  });
}

const { values } = parseArgs({
  options: { work: { type: 'string' }, servers: { type: 'string' }, rounds: { type: 'string', default: '3' } },
});
const chosenWorks = chosen(works, values.work);
const chosenServers = chosen(servers, values.servers);
installPeers();
await withBench(chosenServers, size, async ({ database, servers: running, context }) => {
  for (const work of chosenWorks) {
    const able = running.filter(({ description }) => description.validates || work.name !== 'invalid');
    await checkAnswers(work, able, context);
    if (work.writes) await database.restore();
    const options = { connections: 32, rounds: Number(values.rounds), seconds: 3, warmUpSeconds: 2 };
    const measurements = await measureWork(work, able, context, database, options);
    console.log(`\n${work.title}\n\n${workTable(measurements)}`);
  }
});
