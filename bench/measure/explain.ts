/** Measures what a statement costs Postgres, with EXPLAIN ANALYZE. */
import { sql, type Kysely } from 'kysely';
import pg from 'pg';
import type { DB } from '../../generated/database.ts';
import type { Recorded } from './scaling-cases.ts';
import { median } from './statistics.ts';

interface PlanNode {
  readonly 'Index Name'?: string;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

interface Explained {
  readonly Plan: PlanNode;
  readonly 'Execution Time': number;
}

/** The cost of a statement in Postgres: medians, and the indexes that its plans read. */
export interface Cost {
  readonly indexes: readonly string[];
  readonly buffers: number;
  readonly milliseconds: number;
}

function indexesIn({ 'Index Name': name, Plans = [] }: PlanNode): string[] {
  return [...(name === undefined ? [] : [name]), ...Plans.flatMap(indexesIn)];
}

/**
 * Prepares a statement and runs it with different values. The first `uncounted` runs warm the cache, and let Postgres
 * settle on a plan: from the sixth run on it may use one plan for all values. `db` must be a single connection.
 */
export async function explain(db: Kysely<DB>, runs: readonly Recorded[], uncounted: number): Promise<Cost> {
  await sql.raw(`prepare measured as ${runs[0]?.text ?? ''}`).execute(db);
  const seen: Explained[] = [];
  for (const [index, { parameters }] of runs.entries()) {
    // EXPLAIN EXECUTE takes no parameters, so the values are written out.
    const values = parameters.map((value) => (value === null ? 'null' : pg.escapeLiteral(value))).join(', ');
    const query = `explain (analyze, buffers, timing off, format json) execute measured(${values})`;
    const { rows } = await sql.raw<Record<'QUERY PLAN', readonly Explained[]>>(query).execute(db);
    if (index >= uncounted) seen.push(...rows.flatMap((row) => row['QUERY PLAN']));
  }
  await sql`deallocate measured`.execute(db);
  return {
    indexes: [...new Set(seen.flatMap(({ Plan }) => indexesIn(Plan)))],
    buffers: median(seen.map(({ Plan }) => Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'])),
    milliseconds: median(seen.map((one) => one['Execution Time'])),
  };
}
