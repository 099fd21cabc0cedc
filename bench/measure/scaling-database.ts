import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import type { DB } from '../../generated/database.ts';
import { startEmbeddedPostgres, type EmbeddedAddress } from '../../src/database/embedded/index.ts';
import { migrate } from '../../src/database/migrator.ts';
import { openKysely } from '../../scripts/test-run/database.ts';
import { settings } from './database.ts';
import { withUndo } from './undo.ts';
import { words } from './seed.ts';

/** How many tasks there are: all but those of the one who has many belong to users of `tasksPerUser` each. */
export interface Size {
  readonly tasks: number;
  readonly users: number;
  /** Of `heavyUser`, if there is one. */
  readonly heavyTasks: number;
}

export const tasksPerUser = 200;
const mostHeavyTasks = 100_000;

export function sizeOf(tasks: number): Size {
  const heavyTasks = tasks >= 2 * mostHeavyTasks ? mostHeavyTasks : 0;
  return { tasks, heavyTasks, users: (tasks - heavyTasks) / tasksPerUser };
}

/** One of how many tasks is the heavy user's. */
function spacing({ tasks, heavyTasks }: Size): number {
  return tasks / heavyTasks;
}

/** The id of a user's n-th task. Users write in turns, so that the tasks of one lie far apart, as they do where all write at the same time. */
export function taskId(size: Size, user: number, nth: number): number {
  const index = nth * size.users + user;
  return size.heavyTasks === 0 ? index + 1 : index + 1 + Math.floor(index / (spacing(size) - 1));
}

export function heavyTaskId(size: Size, nth: number): number {
  return (nth + 1) * spacing(size);
}

/** All indexes and the primary key are made again behind the tasks: that is many times as fast as to keep them up. */
async function withoutIndexes(db: Kysely<DB>, fill: () => Promise<void>): Promise<void> {
  const { rows: constraints } = await sql<{ drop: string; add: string }>`
    select format('alter table tasks drop constraint %I', conname) as drop,
      format('alter table tasks add constraint %I %s', conname, pg_get_constraintdef(oid)) as add
    from pg_constraint where conrelid = 'tasks'::regclass and contype = 'p'`.execute(db);
  for (const { drop } of constraints) await sql.raw(drop).execute(db);
  const { rows: indexes } = await sql<{ drop: string; add: string }>`
    select format('drop index %I', indexname) as drop, indexdef as add from pg_indexes where tablename = 'tasks'`.execute(
    db,
  );
  for (const { drop } of indexes) await sql.raw(drop).execute(db);
  await fill();
  for (const { add } of [...constraints, ...indexes]) await sql.raw(add).execute(db);
}

/**
 * Puts tasks into the place of those that there were. Two of three have a description, every other a due date, every fourth is completed. A word
 * is in every tenth title, and so is another in every tenth description.
 */
export async function fill(db: Kysely<DB>, size: Size): Promise<void> {
  const { tasks, users, heavyTasks } = size;
  const every = heavyTasks === 0 ? tasks + 1 : spacing(size);
  // Unchecked: every task has its user.
  await sql`set session_replication_role = replica`.execute(db);
  await sql`truncate users, tasks`.execute(db);
  await sql`insert into users (id) select 'user-' || n from generate_series(0, ${users - 1}::int) n union all select 'heavy'`.execute(
    db,
  );
  await withoutIndexes(db, async () => {
    await sql`
      insert into tasks (user_id, id, title, description, completed, due_date, created_at, updated_at)
      select
        case when id % ${every}::int = 0 then 'heavy' else 'user-' || (id - id / ${every}::int - 1) % ${users}::int end,
        id,
        'Task ' || id || ': see to the ' || (${words}::text[])[dice % 10 + 1],
        case when dice / 10 % 3 > 0
          then 'Before ' || (${words}::text[])[dice / 30 % 10 + 1] || ', and not without having asked for it' end,
        dice / 300 % 4 = 0,
        case when dice / 1200 % 2 = 0 then timestamptz '2027-01-01 12:00Z' + dice * interval '1 minute' end,
        timestamptz '2020-01-01 00:00Z' + id * interval '10.001 second',
        timestamptz '2020-01-02 00:00Z' + id * interval '10.001 second'
      from (select id, hashint4(id) & 1048575 as dice from generate_series(1, ${tasks}::int) id) seeds
    `.execute(db);
  });
  await sql`select setval(pg_get_serial_sequence('tasks', 'id'), ${tasks}::int)`.execute(db);
  await sql`set session_replication_role = origin`.execute(db);
  await sql`vacuum analyze users, tasks`.execute(db);
}

/** In memory where that leaves enough of it, with all indexes. */
async function folderFor({ tasks }: Size): Promise<string> {
  const needed = tasks * 1_000 + 2 ** 30;
  const stats = await statfs('/dev/shm').catch(() => undefined);
  const fits = stats !== undefined && stats.bavail * stats.bsize > needed && freemem() > needed + 3 * 2 ** 30;
  return fits ? '/dev/shm' : tmpdir();
}

export interface ScalingDatabase {
  readonly address: EmbeddedAddress;
  /** One connection, so that what it has prepared is there. */
  readonly db: Kysely<DB>;
}

/** Starts a Postgres that is migrated and empty, hands it over, and leaves nothing behind, also where it is interrupted. */
export async function withScalingDatabase(
  largest: Size,
  use: (database: ScalingDatabase) => Promise<void>,
): Promise<void> {
  const nothing = () => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  await withUndo(async (undoLater) => {
    const directory = await mkdtemp(join(await folderFor(largest), 'tasks-api-bench-'));
    undoLater(() => rm(directory, { recursive: true, force: true }));
    const ownSettings = ['wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=1GB', 'maintenance_work_mem=1GB'];
    const { address, stop } = await startEmbeddedPostgres({
      directory,
      log,
      durable: false,
      settings: [...settings, ...ownSettings],
    });
    undoLater(stop);
    await migrate(address, 'up');
    const db = openKysely(address, 1);
    undoLater(() => db.destroy());
    await use({ address, db });
  });
}
