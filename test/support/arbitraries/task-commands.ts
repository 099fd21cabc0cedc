import { strict as assert } from 'node:assert';
import fc, { type AsyncCommand } from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import type { Task, TaskChanges, TaskCreate } from '../../../src/app/tasks/task.ts';
import { pagesOf } from '../pages.ts';
import { tasksOf } from '../tasks.ts';
import type { TestServer } from '../server.ts';
import type { ListQuery, TaskModel } from '../task-model.ts';
import { textsOfLength } from './texts.ts';
import { days, times } from './times.ts';

/** The server, and the two users whose lists the model describes. */
export interface RealTasks {
  readonly server: TestServer;
  readonly users: readonly [string, string];
}

type TaskCommand = AsyncCommand<TaskModel, RealTasks>;

/** The user of a request, and which of the ids used so far it names. */
interface Target {
  readonly user: 0 | 1;
  readonly id: number;
}

function command(what: string, values: unknown, run: TaskCommand['run']): TaskCommand {
  return { check: () => true, run, toString: () => `${what} ${JSON.stringify(values)}` };
}

function idOf({ ids }: TaskModel, { id }: Target): number {
  return ids.length === 0 ? Number.MAX_SAFE_INTEGER : (ids[id % ids.length] ?? 1);
}

function assertAbsent(response: LightMyRequestResponse): void {
  const problem: Readonly<Record<string, unknown>> = response.json();
  assert.deepEqual([response.statusCode, problem['type']], [404, '/problems/task-not-found']);
}

/** A command on one task. If the task exists, the answer must be the task that `expected` computes; if not, a 404. */
function onTask(
  what: string,
  target: Target,
  request: { readonly method: 'GET' | 'PUT' | 'PATCH'; readonly after?: string; readonly payload?: object },
  expected: (model: TaskModel, task: Task, answered: Task) => Task,
): TaskCommand {
  return command(what, { ...target, ...request.payload }, async (model, { server, users }) => {
    const as = users[target.user];
    const id = idOf(model, target);
    const task = model.find(as, id);
    const { after = '', ...sent } = request;
    const response = await server.request({ as, url: `${tasksOf(as)}/${id}${after}`, ...sent });
    if (!task) {
      assertAbsent(response);
      return;
    }
    assert.equal(response.statusCode, 200, response.payload);
    const answered: Task = response.json();
    assert.deepEqual(answered, expected(model, task, answered));
  });
}

function createCommand(user: 0 | 1, body: TaskCreate): TaskCommand {
  return command('create', { user, ...body }, async (model, { server, users }) => {
    const as = users[user];
    const response = await server.request({ as, method: 'POST', url: tasksOf(as), payload: { ...body } });
    assert.equal(response.statusCode, 201, response.payload);
    const answered: Task = response.json();
    assert.deepEqual(answered, model.created(as, body, answered));
    assert.equal(response.headers.location, `${tasksOf(as)}/${answered.id}`);
  });
}

function deleteCommand(target: Target): TaskCommand {
  return command('delete', target, async (model, { server, users }) => {
    const as = users[target.user];
    const id = idOf(model, target);
    const task = model.find(as, id);
    const response = await server.request({ as, method: 'DELETE', url: `${tasksOf(as)}/${id}` });
    if (!task) {
      assertAbsent(response);
      return;
    }
    assert.deepEqual([response.statusCode, response.payload], [204, '']);
    model.delete(id);
  });
}

function listCommand(user: 0 | 1, query: ListQuery): TaskCommand {
  return command('list', { user, ...query }, async (model, { server, users }) => {
    const as = users[user];
    const given: readonly (readonly [string, unknown])[] = Object.entries(query);
    const texts = given.flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]),
    );
    assert.deepEqual(await pagesOf(server, as, texts), model.pages(as, query));
  });
}

const users = fc.constantFrom(0, 1);
const targets = fc.record({ user: users, id: fc.nat(100) });

/**
 * Few letters, so that titles are often equal or differ only in case, and searches find some. All Unicode versions fold
 * them alike.
 */
const letters = fc.constantFrom(
  ...[
    'a',
    'A',
    'b',
    'ß',
    'ẞ',
    'İ',
    'ı',
    'σ',
    'ς',
    'Σ',
    'é',
    'Ａ',
    'ﬁ',
    '\u0301',
    '😀',
    '\u{10400}',
    '\u{10428}',
    '\uffff',
    '%',
    '_',
    '\\',
    ' ',
  ],
);
const titles = fc.oneof(
  fc.constantFrom('a', 'A', 'σ', 'ς'),
  fc.string({ unit: letters, minLength: 1, maxLength: 4 }).filter((text) => /\S/.test(text)),
);
const descriptions = fc.option(
  fc.oneof(
    fc.string({ unit: letters, maxLength: 6 }),
    textsOfLength(0, 30).filter((text) => !text.includes('\0')),
  ),
);
/** Includes two spellings of one instant, which must sort as equal. */
const dueDates = fc.option(
  fc.oneof(
    fc.constantFrom('2026-12-01T18:00:00+01:00', '2026-12-01T17:00:00.0z', '2026-12-01T17:00:00.000001Z'),
    fc.constantFrom('2026-12-01', '2026-12-01T00:00:00Z', '2026-12-01T23:59:59.999999Z', '2026-12-02'),
    times,
    days,
  ),
);
const priorities = fc.constantFrom('none', 'low', 'medium', 'high');
/** Few, so that tasks often share them, and some that the text of an array would have to escape. */
const tagNames = fc
  .oneof(fc.constantFrom('a', 'b', 'A', '"', '\\', ',{}', 'null', ' a '), textsOfLength(1, 50))
  .filter((text) => /[^\s\0\u0085]/u.test(text) && !text.includes('\0'));
const tags = fc.uniqueArray(tagNames, { maxLength: 4 });

const members = {
  title: titles,
  description: descriptions,
  priority: priorities,
  tags,
  due_date: dueDates,
  completed: fc.boolean(),
};
const { completed: _, ...newMembers } = members;
const creations: fc.Arbitrary<TaskCreate> = fc.record(newMembers, { requiredKeys: ['title'] });
const updates: fc.Arbitrary<TaskChanges> = fc
  .record(members, { requiredKeys: [] })
  .filter((changes) => Object.keys(changes).length > 0);
const queries: fc.Arbitrary<ListQuery> = fc.record(
  {
    status: fc.constantFrom('all', 'pending', 'completed'),
    priority: priorities,
    tag: fc.uniqueArray(fc.constantFrom('a', 'b', '"', '\\', ',{}'), { minLength: 1, maxLength: 2 }),
    due_after: fc.constantFrom('2026-12-01', '2026-12-01T17:00:00Z', '2026-12-01T00:00:00.000001Z'),
    due_before: fc.constantFrom('2026-12-01', '2026-12-01T18:00:00+01:00', '9999-12-31'),
    sort: fc.constantFrom('created', 'title', 'due_date', 'priority', 'updated'),
    order: fc.constantFrom('asc', 'desc'),
    q: fc.string({ unit: letters, maxLength: 2 }),
    limit: fc.integer({ min: 1, max: 5 }),
    offset: fc.integer({ min: 0, max: 4 }),
  },
  { requiredKeys: [] },
);

const createCommands = fc.tuple(users, creations).map((values) => createCommand(...values));
const listCommands = fc.tuple(users, queries).map((values) => listCommand(...values));

/** Generated commands on the lists of two users. */
export const taskCommands: fc.Arbitrary<TaskCommand>[] = [
  // Twice, so that lists are long enough for orders and pages.
  createCommands,
  createCommands,
  targets.map((target) => onTask('get', target, { method: 'GET' }, (_model, task) => task)),
  fc
    .tuple(targets, updates)
    .map(([target, changes]) =>
      onTask('update', target, { method: 'PUT', payload: changes }, (model, task, answered) =>
        model.updated(task, changes, answered),
      ),
    ),
  targets.map((target) =>
    onTask('toggle', target, { method: 'PATCH', after: '/complete' }, (model, task, answered) =>
      model.updated(task, { completed: !task.completed }, answered),
    ),
  ),
  targets.map(deleteCommand),
  listCommands,
  listCommands,
];
