import { availableParallelism } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { ServerDescription } from '../servers.ts';
import { settings } from './database.ts';
import type { FloodResult } from './flood.ts';
import type { LatencyResult } from './latency.ts';
import { describeMachine, describePackages } from './machine.ts';
import type { ProcessCosts } from './process-costs.ts';
import { workTable } from './report.ts';
import type { ResponseCheckCost } from './response-checks.ts';
import type { Measurement } from './rounds.ts';
import { table } from './table.ts';
import { judge } from './verdict.ts';
import type { VerificationResult } from './verification.ts';
import type { WorkersResult } from './workers.ts';
import { works, type Work } from './workload.ts';

export interface WorkResult {
  readonly work: Work;
  readonly connections: number;
  readonly measurements: readonly Measurement[];
}

/** Everything that `npm run bench` has measured. */
export interface Results {
  readonly servers: readonly ServerDescription[];
  /** What could not be measured, and why. */
  readonly missing: readonly string[];
  readonly postgresVersion: string;
  readonly works: readonly WorkResult[];
  readonly costs: readonly ProcessCosts[];
  readonly verification: readonly VerificationResult[];
  readonly flood: FloodResult;
  readonly latency: { readonly addedMs: number; readonly results: readonly LatencyResult[] };
  readonly responseChecks: readonly ResponseCheckCost[];
  readonly workers: readonly WorkersResult[];
  /** What the machine was busy with before. */
  readonly loadBefore: number;
  readonly minutes: number;
}

const most = { verificationUs: 10, floodLoss: 0.25, latencyLoss: 0.3, responseChecks: 0.05 };

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

function titleOf(name: string): string {
  return works.find((work) => work.name === name)?.title ?? name;
}

/** With which connections what was measured, for the targets and the chart. */
export const usualConnections = 32;

function targetRows({ servers, works: all, verification, flood, latency, responseChecks }: Results): string[][] {
  const [own] = servers;
  const usual = new Map(
    all.filter(({ connections }) => connections === usualConnections).map((one) => [one.work.name, one.measurements]),
  );
  const verdict = (met: boolean) => (met ? 'met' : '**not met**');
  const ratios = judge(own?.name ?? '', usual).map(({ target, ratio }) => [
    `${titleOf(target.work)}: CPU time for a request, as a share of ${target.against}`,
    `≤ ${target.most.toFixed(target.most < 0.2 ? 3 : 2)}`,
    ratio.toFixed(target.most < 0.2 ? 3 : 2),
    verdict(ratio <= target.most),
  ]);
  const floodLoss = 1 - flood.flooded / flood.alone;
  const ownLatency = latency.results.find(({ server }) => server === own?.name);
  const latencyLoss = 1 - (ownLatency?.far ?? 0) / (ownLatency?.near ?? 1);
  return [
    ...ratios,
    ...verification.map(({ algorithm, cached }) => [
      `CPU time to verify a cached ${algorithm} token`,
      `≤ ${most.verificationUs} µs`,
      `${cached.toFixed(1)} µs`,
      verdict(cached <= most.verificationUs),
    ]),
    [
      'Throughput that a flood of unacceptable tokens takes from users',
      `≤ ${percent(most.floodLoss)}`,
      percent(floodLoss),
      verdict(floodLoss <= most.floodLoss),
    ],
    [
      `Throughput that ${latency.addedMs.toFixed(1)} ms to the database take, at 64 connections`,
      `≤ ${percent(most.latencyLoss)}`,
      percent(latencyLoss),
      verdict(latencyLoss <= most.latencyLoss),
    ],
    ...responseChecks.map(({ title, share }) => [
      `${title}: CPU time that the response check takes of a request`,
      `≤ ${percent(most.responseChecks)}`,
      percent(share),
      verdict(share <= most.responseChecks),
    ]),
  ];
}

async function serverList(servers: readonly ServerDescription[]): Promise<string> {
  const lines = servers.map(
    async (server) => `- **${server.name}**: ${server.about}. ${await describePackages(server)}.`,
  );
  return (await Promise.all(lines)).join('\n');
}

/** `bench/RESULTS.md`. */
export async function resultsPage(results: Results, path: string): Promise<string> {
  const { costs, flood, latency, missing, responseChecks, verification, workers } = results;
  const machine = [
    ...(await describeMachine()),
    `PostgreSQL ${results.postgresVersion}`,
    `Load average of the last minute before the run began: ${results.loadBefore.toFixed(1)}`,
  ];
  const perConnections = (connections: number) =>
    results.works
      .filter((one) => one.connections === connections)
      .flatMap(({ work, measurements }) => [`### ${work.title}`, workTable(measurements)]);
  const manyConnections = [...new Set(results.works.map(({ connections }) => connections))].filter(
    (connections) => connections !== usualConnections,
  );
  const text = [
    '# What a request costs',
    `Written by \`npm run bench\`, in one run of ${results.minutes.toFixed(0)} minutes. Every server does the same work on the same ` +
      'database, and is held to the same answers before it is measured. They are put under load in turn, in rounds; what is told is the ' +
      'median of the rounds, and for CPU time the least and the most of them too. **CPU time for a request**, of all processes of the ' +
      'server and of nothing else, is what to compare. Where the machine is busy with other things it grows as well, but far less than ' +
      'requests per second and times suffer; "to bare" is the median of the ratios within each round, which evens some of it out. ' +
      "PostgreSQL and the load share the machine's cores with the server.",
    machine.map((line) => `- ${line}`).join('\n'),
    '![CPU time for a request](results.svg)',
    ...missing,
    '## Targets',
    table(['Target', 'bound', 'measured', ''], targetRows(results)),
    '## Servers',
    'Each is written as its own documentation shows it and runs as one process, in production mode. All on Node.js verify tokens with ' +
      'fast-jwt and its cache, and share their statements: pg with named prepared statements and a pool of 16, the best for `bare` of 4, ' +
      '10, 16 and 32. `bare` is 1.0 in every table.',
    await serverList(results.servers),
    `## ${usualConnections} connections`,
    ...perConnections(usualConnections),
    ...manyConnections.flatMap((connections) => [`## ${connections} connections`, ...perConnections(connections)]),
    '## Memory and start',
    'The most memory that was resident while all of the above was measured, and the time from the start of the process to its first ' +
      'answer from the database: the median of 5 starts.',
    table(
      ['Server', 'peak memory MiB', 'start to first answer ms'],
      costs.map(({ server, peakMemory, startMs }) => [server, peakMemory.toFixed(0), startMs.toFixed(0)]),
    ),
    '## Tokens',
    'CPU time to authenticate a request, of 1,000 users in turn, measured within a process:',
    table(
      ['Algorithm', 'seen before µs', 'first time µs'],
      verification.map(({ algorithm, cached, first }) => [algorithm, cached.toFixed(1), first.toFixed(0)]),
    ),
    `With ${flood.rate.toLocaleString('en')} requests per second beside them whose tokens cannot be accepted, each another one, half random ` +
      `and half signed with another secret, users at 32 connections get ${flood.flooded.toFixed(0)} point reads per second instead of ` +
      `${flood.alone.toFixed(0)}.`,
    '## A database that is not near',
    `Point reads at 64 connections, through a proxy that makes a round trip to the database longer by ${latency.addedMs.toFixed(2)} ms ` +
      '(measured, without load):',
    table(
      ['Server', 'near, requests/s', 'far, requests/s', 'kept'],
      latency.results.map(({ server, near, far }) => [server, near.toFixed(0), far.toFixed(0), percent(far / near)]),
    ),
    '## Response checks',
    'Beside the same server without them, in which one module is replaced for this (`bench/peers/unchecked`): it sends the text that PostgreSQL ' +
      'wrote without having parsed it.',
    table(
      ['Work', 'checked, CPU µs/request', 'unchecked', 'the check'],
      responseChecks.map((cost) => [
        cost.title,
        cost.checked.toFixed(0),
        cost.unchecked.toFixed(0),
        percent(cost.share),
      ]),
    ),
    '## Several cores',
    `\`WORKERS\`, at 64 connections. The load and PostgreSQL run on the same ${availableParallelism()} cores: workers grow into what these leave. ` +
      'Refusing a token asks no PostgreSQL, and so leaves the most. Where it is asked, fewer statements of each worker share a write and a ' +
      'wake-up, and CPU time for a request grows.',
    table(
      ['Work', 'workers', 'requests/s', 'to one', 'CPU µs/request'],
      workers.map(({ title, workers: count, requestsPerSecond, cpu }) => {
        const one = workers.find((other) => other.title === title && other.workers === 1);
        return [
          title,
          String(count),
          requestsPerSecond.toFixed(0),
          (requestsPerSecond / (one?.requestsPerSecond ?? Number.NaN)).toFixed(2),
          cpu.toFixed(0),
        ];
      }),
    ),
    '## What this does not say',
    [
      '- The database is in memory and never waits for a disk, so that writes cost what the server spends on them. Settings: ' +
        settings.map((setting) => `\`${setting}\``).join(', ') +
        '. All connect over its Unix socket.',
      '- The database holds 1,000 users with 200 tasks each, and one with 100,000.',
      '- Validation differs: what each checks is told above. tasks-api writes a line of log for each request; no peer does.',
      '- tasks-api has its default pool of 10, the peers have 16.',
      '- openapi-backend, express-openapi-validator and fastify-openapi-glue read a contract of 5 operations with short schemas; that of ' +
        'tasks-api is longer and stricter.',
      '- In the middle of 100,000 tasks, tasks-api goes on from a cursor and the peers pass an offset over: their database works, not they.',
      '- Peers answer 400 where tasks-api and FastAPI answer 422; `bare` checks no bodies and is not in that table.',
      '- Times as JSON: tasks-api has microseconds, peers on Node.js cut to milliseconds.',
    ].join('\n'),
    '',
  ].join('\n\n');
  return format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
}
