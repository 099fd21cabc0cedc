/**
 * `npm run bench:scaling`: what every statement costs Postgres where there are 10 thousand tasks, and where there are 10 million. Writes
 * `bench/SCALING.md`. It takes about a quarter of an hour and 10 GB.
 *
 * `npm run bench:scaling -- --tasks=1000000` compares with fewer, and writes to the terminal alone.
 */
import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPool } from '../src/database/pool.ts';
import { packageRoot } from '../src/values/package-root.ts';
import { explain, type Cost } from './measure/explain.ts';
import { describeMachine } from './measure/machine.ts';
import { fill, sizeOf, withScalingDatabase, type ScalingDatabase, type Size } from './measure/scaling-database.ts';
import { scalingFaults, scalingPage, scalingTable, type ScalingRow } from './measure/scaling-page.ts';
import { casesOf, type Case } from './measure/scaling-statements.ts';

const few = 10_000;
const most = 10_000_000;

/** Fills the database, and measures all that there is at its size. */
async function measure({ address, db }: ScalingDatabase, size: Size): Promise<(Case & { readonly cost: Cost })[]> {
  const began = performance.now();
  await fill(db, size);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${size.tasks.toLocaleString('en')} tasks were stored and indexed in ${seconds.toFixed(0)} s`);
  const pool = openPool({ address, connections: 2, onConnectionLost: () => undefined });
  try {
    const cases = casesOf(size, pool).filter(({ heavy }) => !heavy || size.heavyTasks > 0);
    const reading = cases.filter(({ writes }) => !writes);
    const writing = cases.filter(({ writes }) => writes);
    // Until a vacuum, what has been written is looked up in the table: nothing is read after it.
    return [...(await explain(db, reading)), ...(await explain(db, writing))];
  } finally {
    await pool.close();
  }
}

const { values } = parseArgs({ options: { tasks: { type: 'string', default: String(most) } } });
const large = sizeOf(Number(values.tasks));
if (large.tasks % 1_000_000 !== 0 || large.tasks < 1_000_000) throw new Error('--tasks must be a number of millions.');
const [loadBefore = 0] = loadavg();
const began = performance.now();
await withScalingDatabase(large, async (database) => {
  const before = await measure(database, sizeOf(few));
  const after = await measure(database, large);
  const rows: ScalingRow[] = after.map((one) => ({
    ...one,
    // Of a user with many tasks a page must cost no more than of one with few.
    before: before.find(({ title }) => title === (one.searches ? one.title : one.title.replace(', of 100,000', '')))
      ?.cost,
  }));
  console.log(`\n${scalingTable(rows, few, large.tasks)}`);
  const faults = scalingFaults(rows);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
  if (large.tasks !== most) return;
  const path = join(packageRoot, 'bench', 'SCALING.md');
  const page = await scalingPage({
    rows,
    few,
    many: large.tasks,
    faults,
    machine: await describeMachine(),
    loadBefore,
    minutes: (performance.now() - began) / 60_000,
    database: database.db,
    path,
  });
  await writeFile(path, page);
  console.log(`\nWritten to ${path}`);
});
