/**
 * `npm run bench:scaling`: measures what every statement costs Postgres with 10 thousand and with 10 million tasks, and
 * writes `bench/SCALING.md`. Takes some minutes and up to 14 GB. `-- --tasks=1000000` only prints a smaller comparison.
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openPool } from '../src/database/pool.ts';
import { startBenchDatabase, type BenchDatabase } from './measure/database.ts';
import { explain, type Cost } from './measure/explain.ts';
import { describeMachine, writePage } from './measure/page.ts';
import { casesOf, sample } from './measure/scaling-cases.ts';
import { seed, taskCount, type SeedSize } from './measure/seed.ts';
import { table } from './measure/table.ts';
import { withUndo } from './measure/undo.ts';

const tasksPerUser = 200;
const heavyTasks = 100_000;
const few: SeedSize = { users: 50, tasksPerUser, heavyTasks: 0 };
const mostTasks = 10_000_000;
const bytesPerTask = 1_000;
const bytesForWal = 4 * 1024 ** 3;
const countedRuns = 100;

/** Seeds the database. @returns the cost of every statement at this size, by title */
async function measure({ address, db }: BenchDatabase, size: SeedSize): Promise<Map<string, Cost>> {
  await seed(db, size);
  const pool = openPool({ address, connections: 2, onConnectionLost: () => undefined });
  try {
    const costs = new Map<string, Cost>();
    for (const { title, statement } of casesOf(size, pool)) {
      // All statements are made before the first run: locating a page reads much, and would evict what the runs need.
      const runs = await Promise.all(Array.from({ length: sample + countedRuns }, (_, nth) => statement(nth)));
      costs.set(title, await explain(db, runs, sample));
    }
    return costs;
  } finally {
    await pool.close();
  }
}

function time(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 3 : 0);
}

/** The costs in the large database, beside those in the small one. */
function scalingTable(before: ReadonlyMap<string, Cost>, after: ReadonlyMap<string, Cost>, tasks: number): string {
  const [small, large] = [taskCount(few), tasks].map((count) => count.toLocaleString('en'));
  return table(
    ['Statement', 'Indexes', `Buffers at ${small}`, `at ${large}`, `ms at ${small}`, `at ${large}`, 'Ratio'],
    [...after].map(([title, { indexes, buffers, milliseconds }]) => {
      const old = before.get(title);
      return [
        title,
        indexes.map((name) => `\`${name}\``).join(', ') || '–',
        old?.buffers.toFixed(0) ?? '–',
        buffers.toFixed(0),
        old ? time(old.milliseconds) : '–',
        time(milliseconds),
        old ? (milliseconds / old.milliseconds).toFixed(2) : '–',
      ];
    }),
  );
}

const introduction = `Written by \`npm run bench:scaling\`. It compares what each statement costs Postgres with 10,000
and with 10,000,000 tasks. Every user has 200 tasks, which lie far apart. In the large database, one more user has
100,000. A test of the statements checks their plans.

Each statement runs as the server prepares it, with the values of another of ${sample} users each time. The first
${sample} runs are not counted, so that the plan is the one that stays and the cache is warm. Buffers are pages of
8 kB, as \`EXPLAIN (ANALYZE, BUFFERS)\` counts them. Buffers and times are medians. The ratio compares the times.`;

const { values } = parseArgs({ options: { tasks: { type: 'string', default: String(mostTasks) } } });
const tasks = Number(values.tasks);
if (tasks % 1_000_000 !== 0 || tasks < 1_000_000) throw new Error('--tasks must be a multiple of a million.');
const many: SeedSize = { users: (tasks - heavyTasks) / tasksPerUser, tasksPerUser, heavyTasks };
const [loadBefore = 0] = loadavg();
await withUndo(async (undoLater) => {
  const database = await startBenchDatabase(tasks * bytesPerTask + bytesForWal, undoLater);
  const figures = scalingTable(await measure(database, few), await measure(database, many), tasks);
  console.log(figures);
  if (tasks !== mostTasks) return;
  const machine = await describeMachine(database.version, loadBefore);
  await writePage(
    'SCALING.md',
    ['# Cost of statements by number of tasks', introduction, machine, figures].join('\n\n'),
  );
});
