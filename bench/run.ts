/**
 * `npm run bench`: measures this server and its peers on the same database and work, and writes `bench/RESULTS.md`.
 *
 * `npm run bench -- --work=point-read,list --servers=tasks-api,bare --rounds=3` measures a part and only prints it. The
 * second server is the reference.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { withBench, type Bench } from './measure/bench.ts';
import { checkAnswers } from './measure/check-answers.ts';
import { writePage } from './measure/page.ts';
import { installFastapi, installPeers } from './measure/peers.ts';
import { workTable } from './measure/report.ts';
import { resultsPage, type Section, type SectionResult } from './measure/results-page.ts';
import { measureWork } from './measure/rounds.ts';
import { works, type Work } from './measure/workload.ts';
import { bare, fastapi, servers, tasksApi, unchecked, type ServerDescription } from './servers.ts';

const size = { users: 1_000, tasksPerUser: 200, heavyTasks: 0 };
const load = { connections: 32, seconds: 2, warmUpSeconds: 2 };

/** Finds items by their names, given with commas between them. @throws if there is no such name */
function chosen<T extends { readonly name: string }>(all: readonly T[], names: string): readonly T[] {
  return names.split(',').map((name) => {
    const found = all.find((one) => one.name === name);
    if (!found) throw new Error(`There is no ${name}. There are: ${all.map((one) => one.name).join(', ')}`);
    return found;
  });
}

/** The sections of the page. */
function pageSections(compared: readonly ServerDescription[], rounds: number): Section[] {
  return [
    {
      title: 'tasks-api and its peers',
      note: 'The ratios are to `bare`.',
      works,
      servers: compared,
      rounds,
      reference: bare,
    },
    {
      title: 'The response check',
      note:
        '`unchecked` is this server with one module replaced (`bench/peers/unchecked`): it sends the text that ' +
        'PostgreSQL wrote without parsing it.',
      works: chosen<Work>(works, 'point-read,list,create'),
      servers: [tasksApi, unchecked],
      rounds: rounds + 2,
      reference: unchecked,
    },
  ];
}

/** Checks answers, then measures every kind of work of a section. */
async function measureSection(bench: Bench, section: Section): Promise<SectionResult> {
  const results: SectionResult['results'][number][] = [];
  const running = bench.servers.filter(({ description }) => section.servers.includes(description));
  for (const work of section.works) {
    const able = running.filter(({ description }) => description.validates || work.name !== 'invalid');
    await checkAnswers(work, able, bench.context);
    if (work.writes) await bench.restore();
    const measurements = await measureWork(work, able, bench, { ...load, rounds: section.rounds });
    console.log(`\n${work.title}\n\n${workTable(measurements, section.reference.name)}`);
    results.push({ work, measurements });
  }
  return { ...section, results };
}

const { values } = parseArgs({
  options: { work: { type: 'string' }, servers: { type: 'string' }, rounds: { type: 'string', default: '3' } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds must be a whole number from 1.');
const wanted = values.servers === undefined ? servers : chosen([...servers, unchecked], values.servers);
installPeers();
const able = wanted.includes(fastapi) && !installFastapi() ? wanted.filter((server) => server !== fastapi) : wanted;
const isWhole = values.work === undefined && values.servers === undefined;
const some = values.work === undefined ? works : chosen<Work>(works, values.work);
const [first = tasksApi, reference = first] = able;
const sections = isWhole
  ? pageSections(able, rounds)
  : [{ title: '', note: '', works: some, servers: able, rounds, reference }];
const [loadBefore = 0] = loadavg();
const began = performance.now();
await withBench([...new Set(sections.flatMap((section) => section.servers))], size, async (bench) => {
  const results: SectionResult[] = [];
  for (const section of sections) results.push(await measureSection(bench, section));
  if (!isWhole) return;
  const minutes = (performance.now() - began) / 60_000;
  const { postgresVersion } = bench;
  await writePage('RESULTS.md', await resultsPage({ sections: results, postgresVersion, loadBefore, minutes }));
});
