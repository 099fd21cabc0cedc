/**
 * `npm run bench:check`: a short form of `npm run bench` for CI. It fails where a request costs more, as a share of what it costs a peer,
 * than its target by a quarter: shares of CPU time hold on machines that are slow or busy.
 */
import { withBench } from './measure/bench.ts';
import { checkAnswers } from './measure/gate.ts';
import { installPeers } from './measure/peers.ts';
import { measureWork, type Measurement } from './measure/rounds.ts';
import { table } from './measure/table.ts';
import { judge } from './measure/verdict.ts';
import { works } from './measure/workload.ts';
import { bare, openapiBackend, tasksApi } from './servers.ts';
import { targets } from './targets.ts';

const size = { users: 1_000, tasksPerUser: 60, tasksOfHeavyUser: 0 };
const options = { connections: 32, rounds: 3, seconds: 2, warmUpSeconds: 1 };
const tolerance = 1.25;

installPeers();
const results = new Map<string, Measurement[]>();
await withBench([tasksApi, bare, openapiBackend], size, async ({ database, servers, context }) => {
  for (const work of works) {
    const against = targets.filter((target) => target.work === work.name).map((target) => target.against);
    const named = [tasksApi.name, ...against];
    const able = servers.filter(({ description }) => named.includes(description.name));
    if (able.length < 2) continue;
    await checkAnswers(work, able, context);
    results.set(work.name, await measureWork(work, able, context, database, options));
  }
});

const verdicts = judge(tasksApi.name, results);
const isBroken = ({ ratio, target }: (typeof verdicts)[number]) => ratio > target.most * tolerance;
console.log(
  table(
    ['CPU time for a request', 'ratio', 'target', 'bound', ''],
    verdicts.map((verdict) => [
      `${verdict.target.work}, to ${verdict.target.against}`,
      verdict.ratio.toFixed(3),
      verdict.target.most.toFixed(3),
      (verdict.target.most * tolerance).toFixed(3),
      isBroken(verdict) ? 'FAILED' : 'ok',
    ]),
  ),
);
if (verdicts.some(isBroken)) process.exitCode = 1;
