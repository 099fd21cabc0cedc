import { sql } from 'kysely';
import pg from 'pg';
import type { KyselyDatabase } from '../../src/database/kysely.ts';
import { sample, type Case, type Run } from './scaling-statements.ts';
import { median } from './statistics.ts';

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly Plan: PlanNode;
  readonly 'Execution Time': number;
}

/** What a case costs Postgres. */
export interface Cost {
  readonly title: string;
  /** Every plan that was seen. */
  readonly plans: readonly string[];
  /** The node types of all of them. */
  readonly nodeTypes: ReadonlySet<string>;
  /** Medians, and the most. */
  readonly buffers: number;
  readonly mostBuffers: number;
  readonly milliseconds: number;
  /** As EXPLAIN prints it, of one run. */
  readonly text: string;
}

const runsBeforeGeneric = 6;
const mostRuns = 200;
const fewestRuns = 10;
const longEnoughMs = 4_000;

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** The nodes that read, from the outermost in. */
function shapeOf(plan: PlanNode): string {
  const quiet = ['Limit', 'Result', 'ModifyTable'];
  return flatten(plan)
    .filter((node) => !quiet.includes(node['Node Type']))
    .map((node) => `${node['Node Type']}${node['Index Name'] === undefined ? '' : ` ${node['Index Name']}`}`)
    .join(' < ');
}

function execution({ parameters }: Run): string {
  // EXPLAIN EXECUTE takes no parameters.
  const values = parameters.map((value) => (value === null ? 'null' : pg.escapeLiteral(value)));
  return `execute measured(${values.join(', ')})`;
}

/**
 * Runs a case as a prepared statement with other values each time, first without counting: from the sixth run on Postgres may have a plan for any
 * values. The connection must be one and the same.
 */
export async function explain(db: KyselyDatabase, { title, run }: Case): Promise<Cost> {
  const { text } = await run(0);
  // Where a page begins is found out first: that reads much, and what was to be in memory is gone.
  for (let nth = 1; nth < sample; nth += 1) await run(nth);
  await sql.raw(`prepare measured as ${text}`).execute(db);
  const began = performance.now();
  const isLong = () => performance.now() - began > longEnoughMs;
  let nth = 0;
  for (; nth < runsBeforeGeneric || (nth < sample && !isLong()); nth += 1)
    await sql.raw(execution(await run(nth))).execute(db);
  const seen: Explained[] = [];
  for (; seen.length < fewestRuns || (seen.length < mostRuns && !isLong()); nth += 1) {
    const query = `explain (analyze, buffers, timing off, format json) ${execution(await run(nth))}`;
    const { rows } = await sql.raw<Record<'QUERY PLAN', readonly Explained[]>>(query).execute(db);
    seen.push(...rows.flatMap((row) => row['QUERY PLAN']));
  }
  const { rows: lines } = await sql
    .raw<Record<'QUERY PLAN', string>>(`explain (analyze, buffers) ${execution(await run(nth))}`)
    .execute(db);
  await sql`deallocate measured`.execute(db);
  const buffers = seen.map(({ Plan }) => Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']);
  return {
    title,
    plans: [...new Set(seen.map(({ Plan }) => shapeOf(Plan)))],
    nodeTypes: new Set(seen.flatMap(({ Plan }) => flatten(Plan)).map((node) => node['Node Type'])),
    buffers: median(buffers),
    mostBuffers: Math.max(...buffers),
    milliseconds: median(seen.map((one) => one['Execution Time'])),
    text: lines.map((line) => line['QUERY PLAN']).join('\n'),
  };
}
