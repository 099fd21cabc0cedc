import t from 'tap';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { matchProblem } from '../../../support/problems.ts';
import { startServer } from '../../../support/server.ts';
import { createTaskAt } from '../../../support/tasks.ts';

const server = await startServer(t);
const original = {
  title: 'Buy milk',
  description: 'Oat',
  priority: 'low',
  tags: ['home', 'errands'],
  due_date: '2026-12-01T17:00:00.000001Z',
};

const newTask = () => createTaskAt(server, original);

/** Bodies, each of which the updated task must repeat. */
const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'the title alone': { title: 'Buy oat milk' },
  'the description alone': { description: 'Two litres' },
  'completed alone': { completed: true },
  'the due date alone': { due_date: '2027-01-01T00:00:00.000000Z' },
  'a day to be due on': { due_date: '2026-12-01' },
  'the priority alone': { priority: 'high' },
  'the tags alone': { tags: ['"', '\\\\', ',', '{}', 'null', ' a '] },
  'the tags in another order': { tags: ['errands', 'home'] },
  'no tags': { tags: [] },
  'a description of null': { description: null },
  'a due date of null': { due_date: null },
  'an empty description': { description: '' },
  'every member': {
    title: 'A',
    description: 'B',
    completed: true,
    priority: 'none',
    tags: ['c'],
    due_date: '0001-01-01',
  },
  'the longest texts': { title: '🐟'.repeat(200), description: '🐟'.repeat(1000) },
  'white space around the text': { title: ' a ', description: '\n' },
};

for (const [what, body] of Object.entries(changes)) {
  t.test(`sets ${what}, keeps the rest and moves updated_at`, async (t) => {
    const { url, task } = await newTask();
    const response = await server.request({ as: 'alice', method: 'PUT', url, payload: body });
    t.equal(response.statusCode, 200);
    t.match(response.headers['content-type'], /^application\/json/);
    const updated = response.json<Task>();
    t.ok(updated.updated_at > task.updated_at, 'updated_at moves');
    t.ok(updated.version > task.version, 'version moves');
    t.equal(response.headers.etag, `"${updated.version}"`);
    const { updated_at, version } = updated;
    const completed_at = body['completed'] === true ? updated_at : null;
    t.strictSame(updated, { ...task, ...body, completed_at, updated_at, version });
    t.strictSame((await server.request({ as: 'alice', url })).json(), updated, 'it is stored');
  });
}

t.test('returns a due date with an offset in UTC', async (t) => {
  const { url } = await newTask();
  const payload = { due_date: '2026-12-01t18:00:00.5+01:00' };
  const response = await server.request({ as: 'alice', method: 'PUT', url, payload });
  t.match(response.json(), { due_date: '2026-12-01T17:00:00.500000Z' });
});

t.test('moves a due date between a day and the moment at which it begins', async (t) => {
  const { url } = await createTaskAt(server, { title: 'x', due_date: '2026-12-01' });
  for (const due_date of ['2026-12-01T00:00:00.000000Z', '2026-12-01', '2026-12-02', null, '2026-12-01']) {
    const { version } = (await server.request({ as: 'alice', url })).json<Task>();
    const put = () => server.request({ as: 'alice', method: 'PUT', url, payload: { due_date } });
    for (const answer of [await put(), await put()]) {
      const updated = answer.json<Task>();
      t.equal(updated.due_date, due_date);
      t.equal(updated.version, version + 1, 'a repetition changes nothing');
    }
  }
});

t.test('keeps the time of completion until the task is pending again', async (t) => {
  const { url } = await newTask();
  const put = async (payload: object) =>
    (await server.request({ as: 'alice', method: 'PUT', url, payload })).json<Task>();
  const { completed_at } = await put({ completed: true });
  t.type(completed_at, 'string');
  t.match(await put({ title: 'Done', completed: true }), { completed_at });
  t.match(await put({ title: 'Done and dusted' }), { completed_at });
  t.match(await put({ completed: false, title: 'Again' }), { completed_at: null });
  const again = await put({ completed: true });
  t.equal(again.completed_at, again.updated_at);
});

t.test('keeps concurrent updates of different members', async (t) => {
  const { url } = await newTask();
  const updates = [{ title: 'A' }, { description: 'B' }, { completed: true }, { due_date: null }];
  const answers = await Promise.all(
    updates.map((payload) => server.request({ as: 'alice', method: 'PUT', url, payload })),
  );
  t.strictSame(
    answers.map(({ statusCode }) => statusCode),
    [200, 200, 200, 200],
  );
  const times = answers.map((answer) => answer.json<Task>().updated_at);
  t.equal(new Set(times).size, updates.length, 'each moved updated_at');
  const stored = (await server.request({ as: 'alice', url })).json<Task>();
  t.match(stored, Object.assign({}, ...updates));
  t.equal(stored.updated_at, times.sort().at(-1));
});

/** Bodies that change nothing. */
const repetitions: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'the values it has': original,
  'the due date in another spelling': { due_date: '2026-12-01T18:00:00.000001999+01:00' },
  'completed as it is': { completed: false },
  'the priority and the tags it has': { priority: 'low', tags: ['home', 'errands'] },
  'only members that the server sets': { completed_at: null, created_at: 'then', updated_at: '' },
};

for (const [what, body] of Object.entries(repetitions)) {
  t.test(`keeps the version for ${what}`, async (t) => {
    const { url, task } = await newTask();
    const response = await server.request({ as: 'alice', method: 'PUT', url, payload: body });
    t.strictSame(response.json(), task);
    t.equal(response.headers.etag, `"${task.version}"`);
    t.strictSame((await server.request({ as: 'alice', url })).json(), task);
  });
}

t.test('a task can be sent back as a GET gave it, with a member changed', async (t) => {
  const { url, task } = await newTask();
  for (const method of ['PUT', 'PATCH'] as const) {
    const got = (await server.request({ as: 'alice', url })).json<Task>();
    const title = `${method} ${got.title}`;
    const response = await server.request({ as: 'alice', method, url, payload: { ...got, title } });
    t.match(response.json(), { id: task.id, title, description: 'Oat', version: got.version + 1 });
    const again = await server.request({ as: 'alice', method, url, payload: { ...got, title: 'Late' } });
    matchProblem(t, again, 412, '/problems/precondition-failed');
    t.match(again.json(), { task: { title, version: got.version + 1 } }, 'an edit of an old state is refused');
  }
});
