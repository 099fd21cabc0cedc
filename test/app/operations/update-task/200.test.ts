import t from 'tap';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

const server = await startServer(t);
const original = { title: 'Buy milk', description: 'Oat', due_date: '2026-12-01T17:00:00.000001Z' };

async function newTask(): Promise<{ readonly url: string; readonly task: Task }> {
  const { id } = await createTask(server, 'alice', original);
  const url = `/api/alice/tasks/${id}`;
  return { url, task: (await server.request({ as: 'alice', url })).json<Task>() };
}

const changes: Record<string, Record<string, unknown>> = {
  'the title alone': { title: 'Buy oat milk' },
  'the description alone': { description: 'Two litres' },
  'completed alone': { completed: true },
  'the due date alone': { due_date: '2027-01-01T00:00:00.000000Z' },
  'null clears the description': { description: null },
  'null clears the due date': { due_date: null },
  'an empty description is one': { description: '' },
  'all together': {
    title: 'A',
    description: 'B',
    completed: true,
    due_date: '0001-01-01T00:00:00.000000Z',
  },
  'what it was': original,
  'not completed, as it was': { completed: false },
  'the longest texts': { title: '🐟'.repeat(200), description: '🐟'.repeat(1000) },
  'white space around the text is kept': { title: ' a ', description: '\n' },
};

for (const [what, body] of Object.entries(changes)) {
  t.test(`${what}: the rest is kept, and updated_at moves`, async (t) => {
    const { url, task } = await newTask();
    const response = await server.request({ as: 'alice', method: 'PUT', url, payload: body });
    t.equal(response.statusCode, 200);
    t.match(response.headers['content-type'], /^application\/json/);
    const updated = response.json<Task>();
    t.ok(updated.updated_at > task.updated_at, 'updated_at moves');
    t.strictSame(updated, { ...task, ...body, updated_at: updated.updated_at });
    t.strictSame((await server.request({ as: 'alice', url })).json(), updated, 'and it is stored');
  });
}

t.test('a due date with an offset comes back in UTC', async (t) => {
  const { url } = await newTask();
  const payload = { due_date: '2026-12-01t18:00:00.5+01:00' };
  const response = await server.request({ as: 'alice', method: 'PUT', url, payload });
  t.match(response.json(), { due_date: '2026-12-01T17:00:00.500000Z' });
});

t.test('every spelling of the declared media type', async (t) => {
  const { url } = await newTask();
  for (const contentType of [
    'Application/JSON',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
  ]) {
    const headers = { 'content-type': contentType };
    const response = await server.request({ as: 'alice', method: 'PUT', url, headers, payload: '{"completed":true}' });
    t.equal(response.statusCode, 200, contentType);
  }
});

t.test('the largest body', async (t) => {
  const { url } = await newTask();
  const payload = '{"completed":true}'.padEnd(65_536);
  const headers = { 'content-type': 'application/json' };
  const response = await server.request({ as: 'alice', method: 'PUT', url, headers, payload });
  t.equal(response.statusCode, 200);
});

t.test('concurrent updates of different members all survive', async (t) => {
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
