/** The statements that `npm run bench:scaling` measures. */
import type { Database, RunStatement } from '../../src/database/pool.ts';
import { changeTask } from '../../src/app/tasks/change-task.ts';
import { deleteTask } from '../../src/app/tasks/delete-task.ts';
import { findTask } from '../../src/app/tasks/find-task.ts';
import { insertTask } from '../../src/app/tasks/insert-task.ts';
import { listChanges } from '../../src/app/tasks/list-changes.ts';
import { listTasks } from '../../src/app/tasks/task-list.ts';
import type { PagePosition, TaskSelection } from '../../src/app/tasks/task.ts';
import { taskId, userName, words, type SeedSize } from './seed.ts';

/** A statement and its parameters, as the server sends them. */
export interface Recorded {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

/** A statement to measure. */
export interface Case {
  readonly title: string;
  /** Makes the n-th run. */
  readonly statement: (nth: number) => Promise<Recorded>;
}

/** The number of users who take turns: few enough for their tasks to stay in Postgres's buffers. */
export const sample = 40;

/** Records the first statement that a function runs, without running it. */
async function record(call: (db: Database) => Promise<unknown>): Promise<Recorded> {
  const statements: Recorded[] = [];
  const run: RunStatement = async (statement, values) => {
    statements.push({ text: statement.text, parameters: statement.parameters(values, 'echo') });
    throw new Error('The statement is recorded and not run.');
  };
  const recorder = { read: run, write: run, search: run, close: async () => undefined };
  const outcome = await call(recorder).catch((error: unknown) => error);
  const [first] = statements;
  if (!first) throw new Error('No statement was run.', { cause: outcome });
  return first;
}

/** Returns a function that makes list statements. It finds where a page behind a cursor begins, once per list. */
function pagesOf(database: Database) {
  const positions = new Map<string, Promise<PagePosition | undefined>>();
  return async (userId: string, selection: Partial<TaskSelection>, behind = 0): Promise<Recorded> => {
    const whole = { status: 'all', sort: 'created', limit: 50, offset: 0, ...selection } as const;
    if (behind === 0) return record((db) => listTasks(db, userId, whole, undefined));
    const key = `${userId} ${whole.sort} ${behind}`;
    const first = { ...whole, limit: 1, offset: behind };
    const position = positions.get(key) ?? listTasks(database, userId, first, undefined).then(({ last }) => last);
    positions.set(key, position);
    const after = await position;
    if (!after) throw new Error(`${userId} has no more than ${behind} tasks.`);
    return record((db) => listTasks(db, userId, whole, after));
  };
}

/** Lists and searches. The title of a heavy user's case ends with `suffix`. */
function listCases(database: Database, nameOf: (nth: number) => string, middle: number, suffix = ''): Case[] {
  const page = pagesOf(database);
  const list = (title: string, selection: Partial<TaskSelection>, behind?: number): Case => ({
    title: title + suffix,
    statement: (nth) => page(nameOf(nth), selection, behind),
  });
  return [
    ...(['created', 'title', 'due_date'] as const).flatMap((sort) => [
      list(`first page, ${sort}`, { sort }),
      list(`page behind a cursor, ${sort}`, { sort }, middle),
      list(`first page of pending tasks, ${sort}`, { sort, status: 'pending' }),
    ]),
    list('search, text in every task', { q: 'see to' }),
    list('search, text in one task of six', { q: 'milk' }),
    list('search, text in no task', { q: 'zebra' }),
  ];
}

/** All cases for a seeded database. Writes come last: until a vacuum, reads must check written tasks in the table. */
export function casesOf(size: SeedSize, database: Database): Case[] {
  const userOf = (nth: number) => Math.floor(((nth % sample) + 0.5) * (size.users / sample));
  const nameOf = (nth: number) => userName(userOf(nth));
  const idOf = (nth: number) => taskId(size, userOf(nth), 1 + (((nth % sample) * 37) % (size.tasksPerUser - 2)));
  const keyOf = (nth: number) => ({ userId: nameOf(nth), id: idOf(nth) });
  const one = (title: string, call: (db: Database, nth: number) => Promise<unknown>): Case => ({
    title,
    statement: (nth) => record((db) => call(db, nth)),
  });
  const task = { title: 'New: see to the milk', description: 'Soon', due_date: '2027-03-01T12:00:00Z' };
  return [
    one('point read', (db, nth) => findTask(db, keyOf(nth))),
    ...listCases(database, nameOf, size.tasksPerUser / 2),
    one('page of changes', (db, nth) => listChanges(db, nameOf(nth), size.tasksPerUser / 2, 50)),
    ...(size.heavyTasks > 0 ? listCases(database, () => 'heavy', size.heavyTasks / 2, ', of 100,000') : []),
    one('create', (db, nth) => insertTask(db, { userId: nameOf(nth), email: null }, task, undefined)),
    one('update of the title', (db, nth) =>
      changeTask(db, keyOf(nth), { title: `Changed: ${words[nth % words.length] ?? ''}` }, undefined),
    ),
    one('toggle', (db, nth) => changeTask(db, keyOf(nth), 'flip', undefined)),
    // Deletes every task once.
    one('delete', (db, nth) => {
      const id = taskId(size, userOf(nth), 1 + Math.floor(nth / sample));
      return deleteTask(db, { userId: nameOf(nth), id }, undefined);
    }),
  ];
}
