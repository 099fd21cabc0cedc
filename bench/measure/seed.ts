/** Fills the database of a benchmark with users and tasks. */
import { sql, type Kysely } from 'kysely';
import type { DB } from '../../generated/database.ts';

/** The amount of data. */
export interface SeedSize {
  readonly users: number;
  readonly tasksPerUser: number;
  /** Tasks of one more user, `heavy`. Either 0 or a divisor of all tasks. */
  readonly heavyTasks: number;
}

/** The number of all tasks, which is also the highest id. */
export function taskCount({ users, tasksPerUser, heavyTasks }: SeedSize): number {
  return users * tasksPerUser + heavyTasks;
}

/** The id of a user, counted from 0. */
export function userName(index: number): string {
  return `user-${index}`;
}

/** Every `n`-th task is the heavy user's. */
function heavyEvery(size: SeedSize): number {
  return size.heavyTasks === 0 ? taskCount(size) + 1 : taskCount(size) / size.heavyTasks;
}

/** The id of a user's n-th task, counted from 0. Users write in turns, so that the tasks of one user lie far apart. */
export function taskId(size: SeedSize, user: number, nth: number): number {
  const index = nth * size.users + user;
  return index + 1 + Math.floor(index / (heavyEvery(size) - 1));
}

/** The words in the texts. A search for one of them finds about one task in six. */
export const words = ['milk', 'bread', 'letter', 'report', 'garden', 'dentist', 'train', 'invoice', 'window', 'guitar'];

/** Builds the primary key and the indexes after the insert, which is many times faster than keeping them up to date. */
async function withoutIndexes(db: Kysely<DB>, insert: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ drop: string; add: string }>`
    select format('alter table tasks drop constraint %I', conname) as drop,
      format('alter table tasks add constraint %I %s', conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where conrelid = 'tasks'::regclass and contype = 'p'
    union all
    select format('drop index %I', indexrelid::regclass), pg_get_indexdef(indexrelid)
    from pg_index where indrelid = 'tasks'::regclass and not indisprimary`.execute(db);
  for (const { drop } of rows) await sql.raw(drop).execute(db);
  await insert();
  await sql`set maintenance_work_mem = '1GB'`.execute(db);
  for (const { add } of rows) await sql.raw(add).execute(db);
}

/**
 * Replaces all users and tasks. Two tasks of three have a description, every other a due date, every fourth is
 * completed; each has up to three tags, and one of the four priorities. A hash of the id decides. Times are whole
 * milliseconds, because peers hold them in a `Date`.
 */
export async function seed(db: Kysely<DB>, size: SeedSize): Promise<void> {
  const every = heavyEvery(size);
  // Vacuum marks pages as visible only after the commit of their rows, and of rows around that time, is flushed.
  await sql`set synchronous_commit = on`.execute(db);
  // Skips the foreign key check: every task has its user.
  await sql`set session_replication_role = replica`.execute(db);
  await sql`truncate users, tasks, task_changes, idempotency_keys`.execute(db);
  await sql`
    insert into users (id, email, version)
    select name, name || '@example.com', tasks from (
      select 'user-' || n, ${size.tasksPerUser}::int from generate_series(0, ${size.users - 1}::int) n
      union all select 'heavy', ${size.heavyTasks}::int
    ) names (name, tasks)`.execute(db);
  await withoutIndexes(db, async () => {
    await sql`
      insert into tasks (
        user_id, id, version, title, description, completed, completed_at, priority, tags, due_date,
        created_at, updated_at
      )
      select
        case when id % ${every}::int = 0 then 'heavy'
          else 'user-' || (id - id / ${every}::int - 1) % ${size.users}::int end,
        id,
        case when id % ${every}::int = 0 then id / ${every}::int
          else (id - id / ${every}::int - 1) / ${size.users}::int + 1 end,
        'Task ' || id || ': see to the ' || (${words}::text[])[dice % 10 + 1],
        case when dice / 10 % 3 > 0
          then 'Before ' || (${words}::text[])[dice / 30 % 10 + 1] || ', and not without having asked for it' end,
        dice / 300 % 4 = 0,
        case when dice / 300 % 4 = 0 then timestamptz '2020-01-02 00:00Z' + id * interval '10.001 second' end,
        (enum_range(null::task_priority))[dice / 2400 % 4 + 1],
        (${words}::text[])[dice % 10 + 1 : dice % 10 + dice / 9600 % 4],
        case when dice / 1200 % 2 = 0 then timestamptz '2027-01-01 12:00Z' + dice * interval '1 minute' end,
        timestamptz '2020-01-01 00:00Z' + id * interval '10.001 second',
        timestamptz '2020-01-02 00:00Z' + id * interval '10.001 second'
      from (select id, hashint4(id) & 1048575 as dice from generate_series(1, ${taskCount(size)}::int) id) seeds
    `.execute(db);
  });
  await sql`select setval(pg_get_serial_sequence('tasks', 'id'), ${taskCount(size)}::int)`.execute(db);
  await sql`
    insert into task_changes (user_id, version, id, previous_version)
    select user_id, version, id, 0 from tasks order by user_id, version`.execute(db);
  await sql`set session_replication_role = origin`.execute(db);
  await sql`vacuum analyze users, tasks, task_changes`.execute(db);
  await sql`reset synchronous_commit`.execute(db);
}
