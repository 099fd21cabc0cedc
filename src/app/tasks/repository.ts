import { sql, type Expression, type Selectable } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import type { Principal } from '../../auth/index.ts';
import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { toUtcDateTime } from '../../values/date-time.ts';
import { JsonText } from '../../values/json-text.ts';
import { taskJson } from './task-json.ts';
import type { Task, TaskCreate, TaskUpdate } from './task.ts';

/**
 * The new `updated_at` of a write. It increases with every write, even when the clock stands still or goes back.
 * `now()` only: a distributed UPDATE accepts no other clock.
 */
const nextUpdatedAt = sql<string>`greatest(now(), updated_at + interval '1 microsecond')`;

/** @throws RangeError for a text that the contract does not let through */
function dueDateOf(text: string | null): string | null {
  if (text === null) return null;
  const utcText = toUtcDateTime(text);
  if (utcText === undefined) throw new RangeError('due_date is not a date-time');
  return utcText;
}

/** Identifies a task. Every statement names the user, so nobody finds another user's task. */
interface TaskKey {
  readonly userId: string;
  readonly id: number;
}

/** The columns of a statement that answers with one task. */
const taskRow = { task: text };

function taskOf([row]: readonly { readonly task: string }[]): JsonText<Task> | undefined {
  return row && new JsonText(row.task);
}

/** Every member that the client gives a new task, with the type of its column. A member without a column is `never`. */
export type NewTask<Given, Columns> = {
  readonly [Member in keyof Given]-?: Member extends keyof Columns ? Columns[Member] : never;
};

type Given = NewTask<TaskCreate, Selectable<Tasks>>;

interface Owner {
  readonly userId: string;
  readonly email: string | null;
}

const insertion = statement(
  (db, value: ValueOf<Owner & Given>) =>
    db
      .with('owner', (query) =>
        query
          .insertInto('users')
          .values({ id: value('userId'), email: value('email') })
          .onConflict((conflict) => conflict.column('id').doNothing()),
      )
      .insertInto('tasks')
      .values({
        user_id: value('userId'),
        ...({
          title: value('title'),
          description: value('description'),
          due_date: value('due_date'),
        } satisfies { readonly [Member in keyof Given]: Expression<Given[Member]> }),
      })
      .returning(['id', taskJson]),
  { id: integer, task: text },
);

/** Stores a new task in one statement, together with its user if it is the user's first task. */
export async function insertTask(
  db: Database,
  { userId, email }: Principal,
  { title, description = null, due_date = null }: TaskCreate,
): Promise<{ readonly id: number; readonly task: JsonText<Task> }> {
  const task: Given = { title, description, due_date: dueDateOf(due_date) };
  const [row] = await db.write(insertion, { userId, email, ...task });
  if (!row) throw new Error('The new task was not returned.');
  return { id: row.id, task: new JsonText(row.task) };
}

const lookup = statement(
  (db, value: ValueOf<TaskKey>) =>
    db.selectFrom('tasks').select(taskJson).where('user_id', '=', value('userId')).where('id', '=', value('id')),
  taskRow,
);

/** Returns a user's task, or undefined if the user has no task with that id. */
export async function findTask(db: Database, userId: string, id: number): Promise<JsonText<Task> | undefined> {
  return taskOf(await db.read(lookup, { userId, id }));
}

/** Every member that a request may change, with the type of its column. */
type Changes = { readonly [Member in keyof TaskUpdate]-?: Selectable<Tasks>[Member] };

function buildUpdate(members: readonly (keyof Changes)[]) {
  return statement(
    (db, value: ValueOf<TaskKey & Changes>) =>
      db
        .updateTable('tasks')
        .set({ ...Object.fromEntries(members.map((member) => [member, value(member)])), updated_at: nextUpdatedAt })
        .where('user_id', '=', value('userId'))
        .where('id', '=', value('id'))
        .returning(taskJson),
    taskRow,
  );
}

/** One statement for each set of members that a request changes. */
const updates = new Map<string, ReturnType<typeof buildUpdate>>();

function updateOf(members: readonly (keyof Changes)[]): ReturnType<typeof buildUpdate> {
  const name = members.join();
  const known = updates.get(name) ?? buildUpdate(members);
  updates.set(name, known);
  return known;
}

/** Changes the members that are present; undefined if the user has no task with that id. */
export async function updateTask(
  db: Database,
  userId: string,
  id: number,
  update: TaskUpdate,
): Promise<JsonText<Task> | undefined> {
  const { title = '', description = null, completed = false, due_date = null } = update;
  const changes: Changes = { title, description, completed, due_date: dueDateOf(due_date) };
  const given: Readonly<Record<string, unknown>> = update;
  const isGiven = (name: string): name is keyof Changes => given[name] !== undefined;
  const members = Object.keys(changes).filter(isGiven);
  return taskOf(await db.write(updateOf(members), { userId, id, ...changes }));
}

const toggle = statement(
  (db, value: ValueOf<TaskKey>) =>
    db
      .updateTable('tasks')
      .set({ completed: sql`not completed`, updated_at: nextUpdatedAt })
      .where('user_id', '=', value('userId'))
      .where('id', '=', value('id'))
      .returning(taskJson),
  taskRow,
);

/** Flips `completed` in one statement; undefined if the user has no task with that id. */
export async function toggleTask(db: Database, userId: string, id: number): Promise<JsonText<Task> | undefined> {
  return taskOf(await db.write(toggle, { userId, id }));
}

const removal = statement(
  (db, value: ValueOf<TaskKey>) =>
    db.deleteFrom('tasks').where('user_id', '=', value('userId')).where('id', '=', value('id')).returning('id'),
  { id: integer },
);

/** Deletes a task. @returns false if the user has no task with that id */
export async function deleteTask(db: Database, userId: string, id: number): Promise<boolean> {
  const rows = await db.write(removal, { userId, id });
  return rows.length > 0;
}
