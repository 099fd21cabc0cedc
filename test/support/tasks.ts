import type { Insertable, Kysely } from 'kysely';
import type { DB } from '../../generated/database.ts';
import type { Task } from '../../src/app/tasks/task.ts';
import type { TestServer } from './server.ts';

/** A task as the database stores it, without its user. */
export type TaskRow = Omit<Insertable<DB['tasks']>, 'user_id'>;

/** The path of a user's tasks. */
export function tasksOf(userId: string): string {
  return `/api/${encodeURIComponent(userId)}/tasks`;
}

/** Creates a task through the API and returns it. */
export async function createTask(
  server: TestServer,
  as: string,
  body: Readonly<Record<string, unknown>> = { title: 'Buy milk' },
): Promise<Task> {
  const response = await server.request({ as, method: 'POST', url: tasksOf(as), payload: { ...body } });
  if (response.statusCode !== 201) throw new Error(`The task was not created: ${response.body}`);
  return response.json();
}

/** Creates a task of Alice's. @returns it and the path where it is */
export async function createTaskAt(
  server: TestServer,
  body: Readonly<Record<string, unknown>>,
): Promise<{ readonly url: string; readonly task: Task }> {
  const task = await createTask(server, 'alice', body);
  return { url: `${tasksOf('alice')}/${task.id}`, task };
}

/**
 * Replaces the tasks by a view that no statement can use: reading and changing it divides by zero (SQLSTATE 22012), and
 * its titles cannot be inserted (0A000). Such errors blame the server, not the database.
 */
export const brokenTasks: readonly string[] = [
  'alter table tasks rename to inner_secret',
  `create view tasks as select user_id, id, version, previous_version, repeat('x', 1 / 0) as title, description,
    completed, completed_at, priority, tags, due_date, due_day, due_has_time, created_at, updated_at, title_folded,
    description_folded from inner_secret where 1 / 0 = 1`,
];

/** Does the same to the record of migrations. */
export const brokenMigrations: readonly string[] = [
  'alter table tasks_api_migration rename to inner_secret_too',
  'create view tasks_api_migration as select (1 / 0)::text as name from inner_secret_too',
];

/**
 * Stores a user's tasks directly, with values that the API does not let a client choose, such as ids and creation
 * times.
 */
export async function storeTasks(db: Kysely<DB>, userId: string, rows: readonly TaskRow[]): Promise<void> {
  await db
    .insertInto('users')
    .values({ id: userId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto('tasks')
    .values(rows.map((row) => ({ ...row, user_id: userId })))
    .execute();
}

/** Every stored task of every user. */
export function storedTasks(db: Kysely<DB>) {
  return db.selectFrom('tasks').selectAll().orderBy('user_id').orderBy('id').execute();
}
