/** Formats `bench/RESULTS.md`. */
import { fastapi, tasksApi, type ServerDescription } from '../servers.ts';
import { judge } from '../targets.ts';
import { settings } from './database.ts';
import { describeMachine } from './page.ts';
import { workTable } from './report.ts';
import type { Measurement } from './rounds.ts';
import { table } from './table.ts';
import type { Work } from './workload.ts';

/** One part of the page: kinds of work, and the servers that do them. */
export interface Section {
  readonly title: string;
  readonly note: string;
  readonly works: readonly Work[];
  readonly servers: readonly ServerDescription[];
  readonly rounds: number;
  /** The server that counts as 1.00 in the tables. */
  readonly reference: ServerDescription;
}

/** A part of the page with its measurements. */
export interface SectionResult extends Section {
  readonly results: readonly { readonly work: Work; readonly measurements: readonly Measurement[] }[];
}

/** Everything that `npm run bench` has measured. */
export interface Results {
  readonly sections: readonly SectionResult[];
  readonly postgresVersion: string;
  /** The load average of the machine before the run. */
  readonly loadBefore: number;
  readonly minutes: number;
}

function targetTable(sections: readonly SectionResult[]): string {
  const rows = sections.flatMap(({ results }) =>
    results.flatMap(({ work, measurements }) =>
      judge(tasksApi.name, work.name, measurements).map(({ target: { against, most }, ratio }) => {
        const digits = most < 0.2 ? 3 : 2;
        const verdict = ratio <= most ? 'met' : '**not met**';
        return [`${work.title}, to ${against}`, `≤ ${most.toFixed(digits)}`, ratio.toFixed(digits), verdict];
      }),
    ),
  );
  return table(['CPU time per request', 'bound', 'measured', ''], rows);
}

function sectionText({ title, note, reference, results }: SectionResult): string[] {
  const tables = results.flatMap(({ work, measurements }) => [
    `### ${work.title}`,
    workTable(measurements, reference.name),
  ]);
  return [`## ${title}`, note, ...tables];
}

const introduction = `Every server does the same work on the same database, at 32 connections. Before the measurement,
its answers are compared with those of the first server. Servers are put under load in turn, in rounds. The tables show
the medians over the rounds; for CPU time also the lowest and the highest round.

**CPU time per request** is the figure to compare. It counts all processes of the server and nothing else. On a busy
machine it grows too, but far less than requests per second and latencies suffer. The ratios are medians of the ratios
within each round, which evens out some of that. PostgreSQL and the load generator share the machine's cores with the
server.`;

const aboutServers = `Each server is written as its own documentation shows and runs as one process, in production mode.
Those on Node.js verify tokens with fast-jwt and its cache. The peers share their statements: pg with named prepared
statements and a pool of 16, the best of 4, 10, 16 and 32 for \`bare\`. tasks-api has its default pool of 10. The
versions are pinned in \`bench/peers/package.json\` and \`bench/peers/fastapi/requirements.txt\`.`;

const limits = `- The database holds 1,000 users with 200 tasks each. It is in memory and never waits for a disk, so a
  write costs what the server spends on it. Settings: ${settings.map((setting) => `\`${setting}\``).join(', ')}. All
  servers connect over its Unix socket.
- The servers check different things, as described above. tasks-api writes one log line per request; no peer does.
- openapi-backend reads a contract of 5 operations with short schemas. The contract of tasks-api is longer and stricter.
- Peers answer 400 where tasks-api and FastAPI answer 422. \`bare\` checks no bodies and is not in that table.
- tasks-api sends times in microseconds. The peers on Node.js cut them to milliseconds.`;

/** The text of `bench/RESULTS.md`. */
export async function resultsPage({ sections, ...run }: Results): Promise<string> {
  const servers = new Set(sections.flatMap((section) => section.servers));
  return [
    '# CPU time per request',
    `Written by \`npm run bench\` in one run of ${run.minutes.toFixed(0)} minutes.`,
    introduction,
    await describeMachine(run.postgresVersion, run.loadBefore),
    '## Targets',
    targetTable(sections),
    '## Servers',
    aboutServers,
    [...servers].map(({ name, about }) => `- **${name}**: ${about}.`).join('\n'),
    servers.has(fastapi) ? '' : '**fastapi is missing**: there is no Python, or PyPI could not be reached.',
    ...sections.flatMap(sectionText),
    '## Limits of this comparison',
    limits,
  ].join('\n\n');
}
