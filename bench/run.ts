/**
 * `npm run bench`: this server and its peers, on the same database and the same work, side by side. Writes `bench/RESULTS.md`.
 *
 * `npm run bench -- --work=point-read,list --servers=tasks-api,bare --rounds=3` measures some of it, and writes to the terminal alone.
 */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/values/package-root.ts';
import { withBench, type Bench } from './measure/bench.ts';
import { drawChart } from './measure/chart.ts';
import { measureFlood } from './measure/flood.ts';
import { checkAnswers } from './measure/gate.ts';
import { measureLatency } from './measure/latency.ts';
import { installFastapi, installPeers } from './measure/peers.ts';
import { measureProcessCosts } from './measure/process-costs.ts';
import { workTable } from './measure/report.ts';
import { resultsPage, usualConnections, type WorkResult } from './measure/results-page.ts';
import { measureResponseChecks } from './measure/response-checks.ts';
import { measureWork } from './measure/rounds.ts';
import { measureVerification } from './measure/verification.ts';
import { measureWorkers } from './measure/workers.ts';
import { works, type Work, type WorkName } from './measure/workload.ts';
import { bare, fastapi, servers, tasksApi, type ServerDescription } from './servers.ts';

const size = { users: 1_000, tasksPerUser: 200, tasksOfHeavyUser: 100_000 };
const manyConnections = { connections: 256, works: ['point-read', 'list', 'mixed'] };
const drawn: readonly WorkName[] = ['point-read', 'list', 'create', 'mixed'];

/** @throws where a name is none of those that there are */
function chosen<T extends { readonly name: string }>(all: readonly T[], names: string | undefined): readonly T[] {
  if (names === undefined) return all;
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name);
    if (!found) throw new Error(`There is no ${name}. There are: ${all.map((one) => one.name).join(', ')}`);
    return found;
  });
}

/** Checks the servers' answers, measures, and tells. */
async function measure(
  { database, servers: running, context }: Bench,
  work: Work,
  options: { readonly connections: number; readonly rounds: number },
): Promise<WorkResult> {
  const { connections, rounds } = options;
  const able = running.filter(({ description }) => description.validates || work.name !== 'invalid');
  await checkAnswers(work, able, context);
  if (work.writes) await database.restore();
  const measurements = await measureWork(work, able, context, database, {
    connections,
    rounds,
    seconds: 2,
    warmUpSeconds: 2,
  });
  console.log(`\n${work.title}, ${connections} connections\n\n${workTable(measurements)}`);
  return { work, connections, measurements };
}

/** All there is. */
async function measureAll(descriptions: readonly ServerDescription[], rounds: number): Promise<void> {
  const began = performance.now();
  const [loadBefore = 0] = loadavg();
  const verification = await measureVerification();
  const results = await withBench(descriptions, size, async (bench) => {
    const [pointRead] = works;
    const done: WorkResult[] = [];
    for (const work of works) done.push(await measure(bench, work, { connections: usualConnections, rounds }));
    for (const work of works.filter(({ name }) => manyConnections.works.includes(name)))
      done.push(await measure(bench, work, { connections: manyConnections.connections, rounds }));
    const own = bench.servers.find(({ description }) => description === tasksApi);
    if (!own) throw new Error('tasks-api does not run.');
    return {
      postgresVersion: bench.database.version,
      works: done,
      flood: await measureFlood(own, pointRead, bench.context),
      latency: await measureLatency(bench, pointRead, [tasksApi, bare]),
      responseChecks: await measureResponseChecks(bench, usualConnections),
      workers: await measureWorkers(bench),
      costs: await measureProcessCosts(bench),
    };
  });
  const folder = join(packageRoot, 'bench');
  const chart = drawChart(
    results.works
      .filter(({ work, connections }) => connections === usualConnections && drawn.some((name) => name === work.name))
      .map(({ work, measurements }) => ({ title: work.title, measurements })),
  );
  await writeFile(join(folder, 'results.svg'), chart);
  const path = join(folder, 'RESULTS.md');
  const page = await resultsPage(
    {
      ...results,
      servers: descriptions,
      missing: descriptions.includes(fastapi)
        ? []
        : ['**FastAPI is missing**: its packages could not be installed from PyPI, or there is no Python.'],
      verification,
      loadBefore,
      minutes: (performance.now() - began) / 60_000,
    },
    path,
  );
  await writeFile(path, page);
  console.log(`\nWritten to ${path}`);
}

const { values } = parseArgs({
  options: { work: { type: 'string' }, servers: { type: 'string' }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1.');
const someServers = chosen(servers, values.servers);
const someWorks = chosen<Work>(works, values.work);
installPeers();
const withoutFastapi = someServers.includes(fastapi) && !(await installFastapi());
const able = withoutFastapi ? someServers.filter((server) => server !== fastapi) : someServers;
if (values.work === undefined && values.servers === undefined) {
  await measureAll(able, rounds);
} else {
  await withBench(able, size, async (bench) => {
    for (const work of someWorks) await measure(bench, work, { connections: usualConnections, rounds });
  });
}
