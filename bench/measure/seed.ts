import { sql, type Kysely } from 'kysely';
import type { DB } from '../../generated/database.ts';

/** How much is in the database. */
export interface SeedSize {
  readonly users: number;
  readonly tasksPerUser: number;
  /** Of one more user. */
  readonly tasksOfHeavyUser: number;
}

export const heavyUser = 'heavy';

export function userName(index: number): string {
  return `user-${index}`;
}

/** The ids of a user's tasks are consecutive, from this one. The newest has the highest. */
export function firstTaskId(index: number, { tasksPerUser }: SeedSize): number {
  return index * tasksPerUser + 1;
}

/** The highest id of the seed. */
export function lastTaskId({ users, tasksPerUser, tasksOfHeavyUser }: SeedSize): number {
  return users * tasksPerUser + tasksOfHeavyUser;
}

/** The words of the texts, by the last digits of a task's id: a search for one of them finds every tenth task. */
export const words = ['milk', 'bread', 'letter', 'report', 'garden', 'dentist', 'train', 'invoice', 'window', 'guitar'];

/**
 * Fills a migrated database. Two tasks of three have a description, every other a due date, every fourth is completed. Times are of
 * whole milliseconds, so that peers which hold them in a `Date` show the same.
 */
export async function seed(db: Kysely<DB>, size: SeedSize): Promise<void> {
  const { users, tasksPerUser } = size;
  const last = lastTaskId(size);
  await sql`
    insert into users (id, email)
    select 'user-' || n, 'user-' || n || '@example.com' from generate_series(0, ${users - 1}::int) n
    union all select ${heavyUser}, 'heavy@example.com'
  `.execute(db);
  // In the order of the ids, as it would have come about.
  await sql`
    insert into tasks (user_id, id, title, description, completed, due_date, created_at, updated_at)
    select
      case when id <= ${users * tasksPerUser}::int then 'user-' || (id - 1) / ${tasksPerUser}::int else ${heavyUser} end,
      id,
      'Task ' || id || ': see to the ' || (${words}::text[])[id % 10 + 1],
      case when id % 3 > 0 then 'Before ' || (${words}::text[])[id / 10 % 10 + 1] || ', and not without having asked for it' end,
      id % 4 = 0,
      case when id % 2 = 0 then timestamptz '2027-01-01 12:00Z' + id * interval '1 minute' end,
      timestamptz '2026-01-01 00:00Z' + id * interval '1.001 second',
      timestamptz '2026-01-02 00:00Z' + id * interval '1.001 second'
    from generate_series(1, ${last}::int) id
  `.execute(db);
  await sql`select setval(pg_get_serial_sequence('tasks', 'id'), ${last}::int)`.execute(db);
}
