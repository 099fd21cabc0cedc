import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import type { DB } from '../../generated/database.ts';
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
  /** Every plan that was seen. */
  readonly plans: readonly string[];
  /** The node types of all of them. */
  readonly nodeTypes: ReadonlySet<string>;
  /** Medians. */
  readonly buffers: number;
  readonly milliseconds: number;
  /** As EXPLAIN prints it, of one run. */
  readonly text: string;
}

const passCount = 3;
/** Of each pass. */
const runsBeforeGeneric = 6;
const mostRuns = 70;
const fewestRuns = 5;
const longEnoughMs = 1_500;

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

/** Some runs of a case. */
interface Pass {
  readonly seen: readonly Explained[];
  /** As EXPLAIN prints one of them. */
  readonly text: string;
  /** The number that the next run is to have. */
  readonly next: number;
}

/**
 * Runs a case as a prepared statement with other values each time, first without counting: from the sixth run on Postgres may have a plan for any
 * values. The connection must be one and the same.
 */
async function runSome(db: Kysely<DB>, { run }: Case, first: number): Promise<Pass> {
  const { text } = await run(first);
  // Where a page begins is found out first: that reads much, and what was to be in memory is gone.
  for (let nth = first + 1; nth < first + sample; nth += 1) await run(nth);
  await sql.raw(`prepare measured as ${text}`).execute(db);
  const began = performance.now();
  const isLong = () => performance.now() - began > longEnoughMs;
  let nth = first;
  for (; nth < first + runsBeforeGeneric || (nth < first + sample && !isLong()); nth += 1)
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
  return { seen, text: lines.map((line) => line['QUERY PLAN']).join('\n'), next: nth + 1 };
}

function costOf(passes: readonly Pass[]): Cost {
  const seen = passes.flatMap((pass) => pass.seen);
  const buffers = seen.map(({ Plan }) => Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']);
  return {
    plans: [...new Set(seen.map(({ Plan }) => shapeOf(Plan)))],
    nodeTypes: new Set(seen.flatMap(({ Plan }) => flatten(Plan)).map((node) => node['Node Type'])),
    buffers: median(buffers),
    milliseconds: median(seen.map((one) => one['Execution Time'])),
    text: passes.at(-1)?.text ?? '',
  };
}

/** Measures cases in turn, in passes: what disturbs the machine for some seconds falls on some runs of a case, and not on most. */
export async function explain(db: Kysely<DB>, cases: readonly Case[]): Promise<(Case & { readonly cost: Cost })[]> {
  const all = cases.map((one) => ({ one, passes: [] as Pass[] }));
  for (let pass = 0; pass < passCount; pass += 1) {
    for (const { one, passes } of all) passes.push(await runSome(db, one, passes.at(-1)?.next ?? 0));
  }
  return all.map(({ one, passes }) => ({ ...one, cost: costOf(passes) }));
}
