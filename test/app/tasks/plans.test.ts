import { CompiledQuery, sql, type Kysely } from 'kysely';
import t from 'tap';
import type { DB } from '../../../generated/database.ts';
import type { Database, RunStatement } from '../../../src/database/pool.ts';
import { changeTask } from '../../../src/app/tasks/change-task.ts';
import { deleteTask } from '../../../src/app/tasks/delete-task.ts';
import { findTask } from '../../../src/app/tasks/find-task.ts';
import { listChanges } from '../../../src/app/tasks/list-changes.ts';
import { listTasks } from '../../../src/app/tasks/task-list.ts';
import type { PagePosition, TaskSelection } from '../../../src/app/tasks/task.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';

const sorts = ['created', 'title', 'due_date'] as const;
const statuses = ['all', 'pending', 'completed'] as const;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

interface Run {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

/** A page and no last task, and a row whose columns are all 1. */
const page = ['1', null];
const ones = Array.from({ length: 8 }, () => '1');

/** Returns the statement that a repository function would run. */
async function compiled(call: (db: Database) => Promise<unknown>): Promise<Run> {
  const runs: Run[] = [];
  const record: RunStatement = async (statement, values) => {
    runs.push({ text: statement.text, parameters: statement.parameters(values, 'echo') });
    return [
      statement.decode(statement.text.includes(' as "last"') && !statement.text.includes('newest') ? page : ones),
    ];
  };
  await call({ read: record, write: record, search: record, close: () => Promise.resolve() });
  const [run, ...others] = runs;
  if (!run || others.length > 0) throw new Error(`${runs.length} statements where one was expected`);
  return run;
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/**
 * Returns the plan for these values, and the generic plan, which a prepared statement may use from its sixth run on.
 */
async function plansOf(db: Kysely<DB>, { text, parameters }: Run): Promise<PlanNode[][]> {
  type Explained = Record<'QUERY PLAN', readonly [{ readonly Plan: PlanNode }]>;
  const custom = CompiledQuery.raw(`explain (format json) ${text}`, [...parameters]);
  const generic = CompiledQuery.raw(`explain (format json, generic_plan) ${text}`);
  const results = await Promise.all([custom, generic].map((query) => db.executeQuery<Explained>(query)));
  return results.flatMap(({ rows }) => rows.map((row) => flatten(row['QUERY PLAN'][0].Plan)));
}

const { db, drop } = await createTestDatabase();
t.teardown(drop);
await sql`insert into users (id) values ('alice'), ('bob')`.execute(db);
await sql`
  insert into tasks (user_id, title, description, completed, due_date, created_at)
  select case when n % 16 = 0 then 'bob' else 'alice' end, 'Task ' || md5(n::text), repeat('x', 100), n % 2 = 0,
    case when n % 3 = 0 then null else timestamptz '2026-01-01 00:00Z' + n * interval '1 minute' end,
    timestamptz '2025-01-01 00:00Z' + n * interval '1 second'
  from generate_series(1, 8000) as n
`.execute(db);
await sql`analyze tasks`.execute(db);

const positions: Record<(typeof sorts)[number], PagePosition> = {
  created: { key: '2025-01-01T01:00:00.000000Z', id: 3600 },
  title: { key: 'Task 8', id: 3600 },
  due_date: { key: '2026-01-02T00:00:00.000000Z', id: 1440 },
};

t.test('a list is read from its index, in order', async (t) => {
  for (const sort of sorts) {
    for (const status of statuses) {
      const afters = [undefined, positions[sort], ...(sort === 'due_date' ? [{ key: null, id: 3 }] : [])];
      for (const after of afters) {
        const name = `${sort} ${status} ${after ? `after ${String(after.key)}` : 'from the start'}`;
        const selection: TaskSelection = { status, sort, limit: 50, offset: 0 };
        const query = await compiled((recorder) => listTasks(recorder, 'alice', selection, after));
        for (const plan of await plansOf(db, query)) {
          t.strictSame(
            plan.map((node) => node['Node Type']).filter((type) => type !== 'Result' && type !== 'CTE Scan'),
            ['Limit', 'Index Scan'],
            name,
          );
          const scan = plan.find((node) => node['Index Name'] !== undefined);
          t.equal(scan?.['Index Name'], `tasks_by_${sort}`, name);
          t.match(scan?.['Index Cond'], after ? /user_id.*\bROW\(/ : /user_id/, name);
        }
      }
    }
  }
});

// Texts in every task, in some, in none; one is special to LIKE and one is long.
const texts = ['Task', 'x', 'c4ca4238a0', 'zebra', '%', 'z'.repeat(200)];

t.test("a search reads one user's part of one index and then a page of tasks, for any text", async (t) => {
  const { db, drop } = await createTestDatabase();
  t.teardown(drop);
  // Many users, whose tasks lie far apart.
  await sql`insert into users (id) select 'user-' || n from generate_series(0, 199) as n`.execute(db);
  await sql`
    insert into tasks (user_id, title, description, due_date, created_at)
    select 'user-' || n % 200, 'Task ' || md5(n::text), repeat('x', 100),
      timestamptz '2026-01-01 00:00Z' + n * interval '1 minute',
      timestamptz '2025-01-01 00:00Z' + n * interval '1 second'
    from generate_series(1, 40000) as n
  `.execute(db);
  // A running database has done both after a while. Vacuum marks which rows an index-only scan need not look up in the
  // table. With synchronous_commit=off, it skips rows whose commit is not on disk yet: hence the checkpoint.
  await sql`checkpoint`.execute(db);
  await sql`vacuum analyze tasks`.execute(db);
  for (const user of ['user-7', 'nobody']) {
    for (const [q, sort, status] of texts.flatMap((q) =>
      sorts.flatMap((sort) => statuses.map((status) => [q, sort, status] as const)),
    )) {
      for (const after of [undefined, positions[sort]]) {
        const name = `${q.slice(0, 10)} of ${user}, ${sort} ${status} ${after ? 'after a task' : 'from the start'}`;
        const selection: TaskSelection = { status, sort, q, limit: 50, offset: 0 };
        const query = await compiled((recorder) => listTasks(recorder, user, selection, after));
        for (const plan of await plansOf(db, query)) {
          const reads = plan.filter((node) => node['Index Name'] !== undefined);
          for (const { 'Index Cond': condition } of reads) t.match(condition, /user_id = /, name);
          // The indexes do not hold `completed`, so a search by status reads the tasks of the user by any of them.
          const [search, ...others] = reads.filter((node) => node['Index Name'] !== 'tasks_pkey');
          const only = { 'Node Type': 'Index Only Scan', 'Index Name': 'tasks_by_created' };
          if (status === 'all') t.match(search, only, name);
          else t.match(search?.['Index Name'] ?? 'tasks_by_created', 'tasks_by_created', name);
          t.strictSame(others, [], name);
          // The matches are sorted unless the index has that order. Nothing else is sorted, hashed or read in parallel.
          const quiet = ['CTE Scan', 'Limit', 'Result', 'Subquery Scan', 'Index Scan', 'Index Only Scan'];
          const sorted = sort === 'created' ? quiet : [...quiet, 'Sort'];
          const expected = status === 'all' ? sorted : [...quiet, 'Sort', 'Bitmap Heap Scan', 'Bitmap Index Scan'];
          t.strictSame(
            plan.map((node) => node['Node Type']).filter((type) => !expected.includes(type)),
            [],
            name,
          );
        }
      }
    }
  }
});

t.test('one task is read by the primary key', async (t) => {
  const key = { userId: 'alice', id: 42 };
  const calls: readonly (readonly [name: string, call: (db: Database) => Promise<unknown>])[] = [
    ['findTask', (recorder) => findTask(recorder, key)],
    ['changeTask', (recorder) => changeTask(recorder, key, 'flip', undefined)],
    ['deleteTask', (recorder) => deleteTask(recorder, key, undefined)],
  ];
  for (const [name, call] of calls) {
    for (const plan of await plansOf(db, await compiled(call))) {
      const reads = plan.filter((node) => node['Relation Name'] === 'tasks' && node['Node Type'].includes('Scan'));
      t.not(reads.length, 0, name);
      for (const read of reads) {
        t.match(read, { 'Node Type': /^Index /, 'Index Name': 'tasks_pkey', 'Index Cond': /user_id.*AND.*id/ }, name);
      }
    }
  }
});

t.test('a page of changes is read from the index of changes, and each task by its key', async (t) => {
  await sql`
    insert into task_changes (user_id, version, id, previous_version)
    select user_id, row_number() over (partition by user_id order by id), id, 0 from tasks`.execute(db);
  await sql`analyze task_changes`.execute(db);
  for (const plan of await plansOf(db, await compiled((recorder) => listChanges(recorder, 'alice', 42, 50)))) {
    // There are two users: Postgres reads both rather than an index.
    const reads = plan.filter((node) => ['tasks', 'task_changes'].includes(node['Relation Name'] ?? ''));
    t.strictSame(reads.map((node) => node['Index Name']).sort(), ['task_changes_pkey', 'tasks_pkey']);
  }
});
