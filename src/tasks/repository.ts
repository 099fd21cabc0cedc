import { sql, type Expression, type SqlBool } from 'kysely';
import type { Principal } from '../auth/principal.ts';
import { toUtcDateTime } from '../contract/index.ts';
import type { Database } from '../database/connection.ts';
import {
  positionOf,
  type PagePosition,
  type Task,
  type TaskCreate,
  type TaskSelection,
  type TaskUpdate,
} from './task.ts';

/** A time as the contract shows it, whatever the session's time zone and date style are. */
function utc<T extends string | null>(column: 'due_date' | 'created_at' | 'updated_at') {
  return sql<T>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** A row is the resource: its columns are the members of a Task, in the contract's order. */
const taskColumns = [
  'id',
  'user_id',
  'title',
  'description',
  'completed',
  utc<string | null>('due_date').as('due_date'),
  utc<string>('created_at').as('created_at'),
  utc<string>('updated_at').as('updated_at'),
] as const;

/** Moves with every write, also where the clock does not or goes back. `now()` only: a distributed UPDATE takes no other clock. */
const moved = sql<string>`greatest(now(), updated_at + interval '1 microsecond')`;

/** Letter case folded, as the indexes have it. A sigma is one letter, wherever in a word it stands. */
function folded(text: Expression<string | null>) {
  return sql<string>`translate(lower(${text} collate "und-x-icu"), 'ς', 'σ')`;
}

const foldedTitle = folded(sql.ref('title'));
const foldedDescription = folded(sql.ref('description'));

/** The orders of a list, as the indexes have them, and what stands behind a position in each. */
const orders = {
  created: {
    // With the table's name: a bare created_at would be the output column, which is text.
    by: [sql`tasks.created_at desc`, sql`tasks.id desc`],
    after: ({ key, id }: PagePosition) => sql<SqlBool>`(created_at, id) < (${key}::timestamptz, ${id}::bigint)`,
  },
  title: {
    by: [sql`${foldedTitle} collate "C"`, sql`id`],
    after: ({ key, id }: PagePosition) =>
      sql<SqlBool>`(${foldedTitle} collate "C", id) > (${folded(sql<string>`${key}::text`)} collate "C", ${id}::bigint)`,
  },
  due_date: {
    by: [sql`coalesce(due_date, 'infinity')`, sql`id`],
    after: ({ key, id }: PagePosition) =>
      sql<SqlBool>`(coalesce(due_date, 'infinity'), id) > (coalesce(${key}::timestamptz, 'infinity'), ${id}::bigint)`,
  },
};

/** Contains, with nothing in the text special and letter case folded. */
function contains(text: string): Expression<SqlBool> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const wanted = folded(sql<string>`${pattern}::text`);
  return sql<SqlBool>`(${foldedTitle} like ${wanted} or ${foldedDescription} like ${wanted})`;
}

/** @throws RangeError for a text that the contract does not let through */
function dueDateOf(text: string | null): string | null {
  if (text === null) return null;
  const utcText = toUtcDateTime(text);
  if (utcText === undefined) throw new RangeError('due_date is not a date-time');
  return utcText;
}

/** Stores a new task, and its user where this is the first one, in one statement. */
export async function insertTask(
  db: Database,
  principal: Principal,
  { due_date = null, ...task }: TaskCreate,
): Promise<Task> {
  return db
    .with('owner', (query) =>
      query
        .insertInto('users')
        .values({ id: principal.userId, email: principal.email })
        .onConflict((conflict) => conflict.column('id').doNothing()),
    )
    .insertInto('tasks')
    .values({ user_id: principal.userId, ...task, due_date: dueDateOf(due_date) })
    .returning(taskColumns)
    .executeTakeFirstOrThrow();
}

/** One task of a user; undefined where the user has none by that id. */
export async function findTask(db: Database, userId: string, id: number): Promise<Task | undefined> {
  return db
    .selectFrom('tasks')
    .select(taskColumns)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Changes what is present and keeps the rest; undefined where the user has no such task. */
export async function updateTask(
  db: Database,
  userId: string,
  id: number,
  { due_date, ...changes }: TaskUpdate,
): Promise<Task | undefined> {
  return db
    .updateTable('tasks')
    .set({ ...changes, ...(due_date === undefined ? {} : { due_date: dueDateOf(due_date) }), updated_at: moved })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning(taskColumns)
    .executeTakeFirst();
}

/** Flips `completed` in one statement; undefined where the user has no such task. */
export async function toggleTask(db: Database, userId: string, id: number): Promise<Task | undefined> {
  return db
    .updateTable('tasks')
    .set({ completed: sql`not completed`, updated_at: moved })
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .returning(taskColumns)
    .executeTakeFirst();
}

/** Whether there was such a task. */
export async function deleteTask(db: Database, userId: string, id: number): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('tasks')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A page, and the position of its last task where more follow. */
export interface TaskPage {
  readonly tasks: readonly Task[];
  readonly last: PagePosition | undefined;
}

/** One page of a user's tasks, behind a position where one is given. */
export async function listTasks(
  db: Database,
  userId: string,
  { status, sort, q = '', limit, offset }: TaskSelection,
  after: PagePosition | undefined,
): Promise<TaskPage> {
  let query = db.selectFrom('tasks').select(taskColumns).where('user_id', '=', userId);
  if (status !== 'all') query = query.where('completed', '=', status === 'completed');
  if (q !== '') query = query.where(contains(q));
  if (after) query = query.where(orders[sort].after(after));
  for (const key of orders[sort].by) query = query.orderBy(key);
  if (offset > 0) query = query.offset(offset);
  // One more than asked for tells whether a next page exists.
  const rows = await query.limit(limit + 1).execute();
  const tasks = rows.slice(0, limit);
  const end = rows.length > limit ? tasks.at(-1) : undefined;
  return { tasks, last: end && positionOf(end, sort) };
}
