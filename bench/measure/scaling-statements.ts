import type { Database, RunStatement } from '../../src/database/pool.ts';
import { deleteTask, findTask, insertTask, toggleTask, updateTask } from '../../src/app/tasks/repository.ts';
import { listTasks } from '../../src/app/tasks/task-list.ts';
import type { PagePosition, TaskSelection } from '../../src/app/tasks/task.ts';
import { heavyTaskId, taskId, tasksPerUser, type Size } from './scaling-database.ts';
import { words } from './seed.ts';

/** A statement and what it is run with, as the repository would send it. */
export interface Run {
  readonly text: string;
  readonly parameters: readonly (string | null)[];
}

/** What is measured. */
export interface Case {
  readonly title: string;
  /** Of a user with 100,000 tasks, and so not there where there are fewer tasks in all. */
  readonly heavy: boolean;
  readonly searches: boolean;
  readonly writes: boolean;
  /** Of the n-th run. */
  readonly run: (nth: number) => Promise<Run>;
}

/** What a repository function would have run. */
async function recorded(call: (db: Database) => Promise<unknown>): Promise<Run> {
  const runs: Run[] = [];
  const record: RunStatement = async (statement, values) => {
    runs.push({ text: statement.text, parameters: statement.parameters(values) });
    // What a new task is answered with; a list takes it for its last task.
    return [statement.decode(['1', '{"id":1,"created_at":null,"title":null,"due_date":null}'])];
  };
  await call({ read: record, run: record, close: () => Promise.resolve() });
  const [run, ...others] = runs;
  if (!run || others.length > 0) throw new Error(`${runs.length} statements where one was expected`);
  return run;
}

const sorts = ['created', 'title', 'due_date'] as const;

/** How many users take turns: few enough to stay in Postgres's buffers, so that it is the work that is measured and no cold cache. */
export const sample = 40;

/** All cases, with the users and positions of a database that is filled. */
export function casesOf(size: Size, database: Database): Case[] {
  const userOf = (nth: number) => Math.floor(((nth % sample) + 0.5) * (size.users / sample));
  const nameOf = (nth: number) => `user-${userOf(nth)}`;
  const nthTask = (nth: number) => 1 + (((nth % sample) * 37) % (tasksPerUser - 2));
  const idOf = (nth: number) => taskId(size, userOf(nth), nthTask(nth));

  const positions = new Map<string, Promise<PagePosition | undefined>>();
  const positionBehind = (userId: string, sort: TaskSelection['sort'], offset: number) => {
    const key = `${userId} ${sort} ${offset}`;
    const known =
      positions.get(key) ??
      listTasks(database, userId, { status: 'all', sort, limit: 1, offset }, undefined).then(({ last }) => last);
    positions.set(key, known);
    return known;
  };
  const page = async (userId: string, selection: Partial<TaskSelection>, behind?: number): Promise<Run> => {
    const whole = { status: 'all', sort: 'created', limit: 50, offset: 0, ...selection } as const;
    const after = behind === undefined ? undefined : await positionBehind(userId, whole.sort, behind);
    if (behind !== undefined && !after) throw new Error(`${userId} has no task behind ${behind} others.`);
    return recorded((db) => listTasks(db, userId, whole, after));
  };

  const light = (title: string, run: Case['run']): Case => ({
    title,
    heavy: false,
    searches: false,
    writes: false,
    run,
  });
  const heavy = (title: string, run: Case['run']): Case => ({ ...light(`${title}, of 100,000`, run), heavy: true });
  const search = (one: Case): Case => ({ ...one, searches: true });
  const write = (title: string, run: Case['run']): Case => ({ ...light(title, run), writes: true });
  const middle = size.heavyTasks / 2;

  const texts: readonly (readonly [title: string, text: (nth: number) => string])[] = [
    ['text in every task', () => 'see to'],
    ['text in every tenth task', (nth) => words[nth % words.length] ?? ''],
    ['text in no task', () => 'zebra'],
    ['text in no task, its trigrams in all', () => 'asking to see'],
    ['one letter, in all', () => 'k'],
    ['two letters, in none', () => 'qz'],
    ['%', () => '%'],
    ['200 letters', () => 'asked for it '.repeat(15) + 'zebra'],
  ];

  return [
    light('point read', (nth) => recorded((db) => findTask(db, nameOf(nth), idOf(nth)))),
    ...sorts.map((sort) => light(`first page, ${sort}`, (nth) => page(nameOf(nth), { sort }))),
    ...sorts.map((sort) =>
      light(`page behind a cursor, ${sort}`, (nth) => page(nameOf(nth), { sort }, tasksPerUser / 2)),
    ),
    ...sorts.map((sort) =>
      light(`first page of what is pending, ${sort}`, (nth) => page(nameOf(nth), { sort, status: 'pending' })),
    ),
    ...sorts.map((sort) => heavy(`first page, ${sort}`, () => page('heavy', { sort }))),
    ...sorts.map((sort) =>
      heavy(`page behind a cursor, ${sort}`, (nth) => page('heavy', { sort }, middle + (nth % sample) * 50)),
    ),
    ...sorts.map((sort) =>
      heavy(`first page of what is pending, ${sort}`, () => page('heavy', { sort, status: 'pending' })),
    ),
    heavy('page behind offset 10,000, created', () => page('heavy', { offset: 10_000 })),
    ...texts.map(([title, text]) => search(light(`search, ${title}`, (nth) => page(nameOf(nth), { q: text(nth) })))),
    search(
      light('search, text in one task', (nth) => page(nameOf(nth), { q: `task ${taskId(size, userOf(nth), 0)}:` })),
    ),
    ...texts.map(([title, text]) => search(heavy(`search, ${title}`, (nth) => page('heavy', { q: text(nth) })))),
    search(heavy('search, text in one task', () => page('heavy', { q: `task ${heavyTaskId(size, 0)}:` }))),
    ...(['title', 'due_date'] as const).map((sort) =>
      search(heavy(`search, text in no task, by ${sort}`, () => page('heavy', { q: 'zebra', sort }))),
    ),
    search(heavy('search, text in no task, completed', () => page('heavy', { q: 'zebra', status: 'completed' }))),
    search(heavy('search, text in no task, behind a cursor', () => page('heavy', { q: 'zebra' }, middle))),
    write('create', (nth) =>
      recorded((db) =>
        insertTask(
          db,
          { userId: nameOf(nth), email: null },
          {
            title: `New: see to the ${words[nth % words.length] ?? ''}`,
            description: 'As soon as it can be done, and not without having asked for it',
            due_date: '2027-03-01T12:00:00Z',
          },
        ),
      ),
    ),
    write('update of the title', (nth) =>
      recorded((db) =>
        updateTask(db, nameOf(nth), idOf(nth), { title: `Changed: ${words[nth % words.length] ?? ''}` }),
      ),
    ),
    write('toggle', (nth) => recorded((db) => toggleTask(db, nameOf(nth), idOf(nth)))),
    // Every task once.
    write('delete', (nth) =>
      recorded((db) => deleteTask(db, nameOf(nth), taskId(size, userOf(nth), 1 + Math.floor(nth / sample)))),
    ),
  ];
}
