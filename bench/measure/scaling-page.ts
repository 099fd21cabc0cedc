import { sql, type Kysely } from 'kysely';
import { format, resolveConfig } from 'prettier';
import type { DB } from '../../generated/database.ts';
import type { Cost } from './explain.ts';
import type { Case } from './scaling-statements.ts';
import { table } from './table.ts';

/** A case where there are many tasks, and what it costs where there are few. */
export type ScalingRow = Case & { readonly cost: Cost; readonly before: Cost | undefined };

const wantedRatio = 1.2;
/** A level of a B-tree is what a thousand times as many tasks may add to each lookup in one. */
const levels = 2;
const searchedWithinMs = 100;
const bounded = /^(?:point read|first page|page behind a cursor)/;
const gathering = ['Sort', 'Incremental Sort', 'Seq Scan', 'Bitmap Heap Scan', 'Gather', 'Gather Merge'];

function ratioOf({ cost, before }: ScalingRow): number | undefined {
  return before && cost.milliseconds / before.milliseconds;
}

/** What is not as it should be. Of times it says only which have grown with the number of tasks of others. */
export function scalingFaults(rows: readonly ScalingRow[]): string[] {
  return rows.flatMap((row) => {
    const { title, cost, before, searches } = row;
    const faults: string[] = [];
    // A search puts its page in order, and what it finds, where its index has another order.
    const sorted = gathering.filter((type) => cost.nodeTypes.has(type) && !(searches && type === 'Sort'));
    if (sorted.length > 0) faults.push(`${title}: its plan has a ${sorted.join(' and a ')}`);
    if (bounded.test(title) && before && cost.buffers > before.buffers + levels)
      faults.push(`${title}: ${cost.buffers} buffers, where ${before.buffers} were enough`);
    const ratio = ratioOf(row);
    // A user with many tasks is not compared by times, whose tasks lie otherwise.
    if (bounded.test(title) && !row.heavy && ratio !== undefined && ratio > wantedRatio)
      faults.push(`${title}: ${ratio.toFixed(2)} × as long`);
    if (searches && cost.milliseconds > searchedWithinMs) faults.push(`${title}: ${cost.milliseconds.toFixed(0)} ms`);
    return faults;
  });
}

function count(value: number | undefined): string {
  return value === undefined ? '—' : Math.round(value).toLocaleString('en');
}

function time(value: number | undefined): string {
  return value === undefined ? '—' : value.toFixed(value < 10 ? 3 : 0);
}

export function scalingTable(rows: readonly ScalingRow[], few: number, many: number): string {
  const [small, large] = [few, many].map((tasks) => tasks.toLocaleString('en'));
  const head = ['Statement', 'Plan', `Buffers at ${small}`, `at ${large}`, `ms at ${small}`, `at ${large}`, 'Ratio'];
  return table(
    head,
    rows.map((row) => [
      row.title,
      row.cost.plans.join(' / ') || 'Insert',
      count(row.before?.buffers),
      count(row.cost.buffers),
      time(row.before?.milliseconds),
      time(row.cost.milliseconds),
      ratioOf(row)?.toFixed(2) ?? '—',
    ]),
  );
}

/** What the table takes, and its indexes. */
async function sizes(db: Kysely<DB>): Promise<string> {
  const { rows } = await sql<{ name: string; size: string }>`
    select relname as name, pg_size_pretty(pg_relation_size(oid)) as size from pg_class
    where oid = 'tasks'::regclass or oid in (select indexrelid from pg_index where indrelid = 'tasks'::regclass)
    order by relname`.execute(db);
  return table(
    ['Table, index', 'Size'],
    rows.map(({ name, size }) => [`\`${name}\``, size]),
  );
}

const shown = [
  'point read',
  'first page, created',
  'page behind a cursor, title, of 100,000',
  'first page of what is pending, due_date, of 100,000',
  'toggle',
  'search, text in no task',
  'search, text in every task, of 100,000',
  'search, text in no task, of 100,000',
];

export interface ScalingPage {
  readonly rows: readonly ScalingRow[];
  readonly few: number;
  readonly many: number;
  readonly faults: readonly string[];
  readonly machine: readonly string[];
  readonly loadBefore: number;
  readonly minutes: number;
  readonly database: Kysely<DB>;
  readonly path: string;
}

/** All of `bench/SCALING.md`. */
export async function scalingPage(page: ScalingPage): Promise<string> {
  const { rows, few, many, faults, machine, loadBefore, minutes, database, path } = page;
  const { rows: versions } = await sql<{
    version: string;
  }>`select current_setting('server_version') as version`.execute(database);
  const plans = rows.filter(({ title }) => shown.includes(title));
  const text = `# How the cost grows

What each statement of the server costs Postgres where there are ${few.toLocaleString('en')} tasks, and where there are ${many.toLocaleString('en')}: \`npm run bench:scaling\`.
Every user has 200 tasks, which lie far apart; where there are ${many.toLocaleString('en')}, one more user has 100,000.

${[...machine, `PostgreSQL ${versions[0]?.version ?? ''}, 512 MB of shared buffers, nothing waits for a disk`, `A load of ${loadBefore.toFixed(1)} from other work when it began; ${minutes.toFixed(0)} minutes in all`].map((line) => `- ${line}`).join('\n')}

Each statement runs as the server has it prepared, with the values of another of 40 users each time; the first runs are not counted, so that
the plan is the one that stays, and what is measured is work rather than a cold cache. Buffers are pages of 8 kB, found in memory or not, as
\`EXPLAIN (ANALYZE, BUFFERS)\` counts them; both are medians of up to 210 runs, in three passes. A ratio compares the times. What is *of 100,000* is compared
with the same statement of a user with 200.

${scalingTable(rows, few, many)}

## What is asked for

A point read, a first page and a page behind a cursor cost at most ${wantedRatio} × as much, and in buffers at most ${levels} levels of a B-tree more; only a
search sorts, and nothing scans a table; no search takes more than ${searchedWithinMs} ms.

${faults.length === 0 ? 'All of it holds.' : `Not in this run:\n\n${faults.map((fault) => `- ${fault}`).join('\n')}`}

## Sizes

At ${many.toLocaleString('en')} tasks.

${await sizes(database)}

## Plans

At ${many.toLocaleString('en')} tasks.

${plans.map(({ title, cost }) => `<details><summary>${title}</summary>\n\n\`\`\`\n${cost.text}\n\`\`\`\n\n</details>`).join('\n\n')}
`;
  return format(text, { ...(await resolveConfig(path)), parser: 'markdown' });
}
