import { sql } from 'kysely';
import type { Principal } from '../../auth/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { toUtcDateTime } from '../../values/date-time.ts';
import { type Row, type Database, statement, type Statement } from '../../database/index.ts';
import { taskJson } from './task-json.ts';
import type { Task, TaskCreate, TaskUpdate } from './task.ts';

/** Moves with every write, also where the clock does not or goes back. `now()` only: a distributed UPDATE takes no other clock. */
const moved = sql<string>`greatest(now(), updated_at + interval '1 microsecond')`;

/** @throws RangeError for a text that the contract does not let through */
function dueDateOf(text: string | null): string | null {
  if (text === null) return null;
  const utcText = toUtcDateTime(text);
  if (utcText === undefined) throw new RangeError('due_date is not a date-time');
  return utcText;
}

/** Names a task. Every statement names the user: what a user does not have, nobody finds. */
interface TaskKey {
  readonly userId: string;
  readonly id: number;
}

function first(rows: readonly Row[]): JsonText<Task> | undefined {
  const text = rows[0]?.[0];
  return typeof text === 'string' ? new JsonText(text) : undefined;
}

const insertion = statement<{
  readonly userId: string;
  readonly email: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly dueDate: string | null;
}>((db, value) =>
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
      title: value('title'),
      description: value('description'),
      due_date: value('dueDate'),
    })
    .returning(['id', taskJson]),
);

/** Stores a new task, and its user where this is the first one, in one statement. */
export async function insertTask(
  db: Database,
  { userId, email }: Principal,
  { title, description = null, due_date = null }: TaskCreate,
): Promise<{ readonly id: number; readonly task: JsonText<Task> }> {
  const rows = await db.run(insertion, { userId, email, title, description, dueDate: dueDateOf(due_date) });
  const [id, text] = rows[0] ?? [];
  if (typeof id !== 'string' || typeof text !== 'string') throw new Error('The new task was not returned.');
  return { id: Number(id), task: new JsonText(text) };
}

const lookup = statement<TaskKey>((db, value) =>
  db.selectFrom('tasks').select(taskJson).where('user_id', '=', value('userId')).where('id', '=', value('id')),
);

/** One task of a user; undefined where the user has none by that id. */
export async function findTask(db: Database, userId: string, id: number): Promise<JsonText<Task> | undefined> {
  return first(await db.read(lookup, { userId, id }));
}

interface Changes {
  readonly title: string;
  readonly description: string | null;
  readonly completed: boolean;
  readonly due_date: string | null;
}

/** One for each set of members that a request may change. */
const updates = new Map<string, Statement<TaskKey & Changes>>();

function updateOf(members: readonly (keyof Changes)[]): Statement<TaskKey & Changes> {
  const name = members.join();
  const known =
    updates.get(name) ??
    statement<TaskKey & Changes>((db, value) =>
      db
        .updateTable('tasks')
        .set({ ...Object.fromEntries(members.map((member) => [member, value(member)])), updated_at: moved })
        .where('user_id', '=', value('userId'))
        .where('id', '=', value('id'))
        .returning(taskJson),
    );
  updates.set(name, known);
  return known;
}

const changeable = ['title', 'description', 'completed', 'due_date'] as const;

/** Changes what is present and keeps the rest; undefined where the user has no such task. */
export async function updateTask(
  db: Database,
  userId: string,
  id: number,
  changes: TaskUpdate,
): Promise<JsonText<Task> | undefined> {
  const { title = '', description = null, completed = false, due_date = null } = changes;
  const members = changeable.filter((name) => changes[name] !== undefined);
  const values = { userId, id, title, description, completed, due_date: dueDateOf(due_date) };
  return first(await db.run(updateOf(members), values));
}

const toggle = statement<TaskKey>((db, value) =>
  db
    .updateTable('tasks')
    .set({ completed: sql`not completed`, updated_at: moved })
    .where('user_id', '=', value('userId'))
    .where('id', '=', value('id'))
    .returning(taskJson),
);

/** Flips `completed` in one statement; undefined where the user has no such task. */
export async function toggleTask(db: Database, userId: string, id: number): Promise<JsonText<Task> | undefined> {
  return first(await db.run(toggle, { userId, id }));
}

const removal = statement<TaskKey>((db, value) =>
  db.deleteFrom('tasks').where('user_id', '=', value('userId')).where('id', '=', value('id')).returning('id'),
);

/** Whether there was such a task. */
export async function deleteTask(db: Database, userId: string, id: number): Promise<boolean> {
  const rows = await db.run(removal, { userId, id });
  return rows.length > 0;
}
