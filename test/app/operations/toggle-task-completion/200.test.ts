import { Readable } from 'node:stream';
import t from 'tap';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

const server = await startServer(t);

async function newTask(): Promise<{ readonly url: string; readonly task: Task }> {
  const { id } = await createTask(server, 'alice', { title: 'Buy milk', due_date: '2026-12-01T17:00:00.000001Z' });
  const url = `/api/alice/tasks/${id}`;
  return { url, task: (await server.request({ as: 'alice', url })).json<Task>() };
}

t.test('a task is completed, and is not again; all else is kept', async (t) => {
  const { url, task } = await newTask();
  let previous = task;
  for (const completed of [true, false, true]) {
    const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
    t.equal(response.statusCode, 200);
    t.match(response.headers['content-type'], /^application\/json/);
    const toggled = response.json<Task>();
    t.ok(toggled.updated_at > previous.updated_at, 'updated_at moves');
    t.strictSame(toggled, { ...task, completed, updated_at: toggled.updated_at });
    t.strictSame((await server.request({ as: 'alice', url })).json(), toggled, 'and it is stored');
    previous = toggled;
  }
});

t.test('of concurrent calls, each flips it once', async (t) => {
  const { url, task } = await newTask();
  const calls = Array.from({ length: 20 }, () =>
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
  );
  const toggled = (await Promise.all(calls)).map((response) => response.json<Task>());
  t.equal(toggled.filter(({ completed }) => completed).length, 10);
  t.equal(new Set(toggled.map(({ updated_at }) => updated_at)).size, 20, 'each moves updated_at');
  const stored = (await server.request({ as: 'alice', url })).json<Task>();
  t.ok(stored.updated_at > task.updated_at);
  t.strictSame(stored, { ...task, updated_at: stored.updated_at });
});

t.test('updated_at moves where the clock of the database has gone back', async (t) => {
  const { url, task } = await newTask();
  const updated_at = '2999-01-01T00:00:00.000000Z';
  await server.db.updateTable('tasks').set({ updated_at }).where('id', '=', task.id).execute();
  const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
  t.match(response.json(), { updated_at: '2999-01-01T00:00:00.000001Z' });
});

t.test('headers of a body that is not there are fine', async (t) => {
  const { url } = await newTask();
  const cases: Record<string, string>[] = [
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'application/json; charset=utf-8', 'content-length': '0' },
    { 'content-length': '0' },
  ];
  for (const headers of cases) {
    const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete`, headers });
    t.equal(response.statusCode, 200, JSON.stringify(headers));
  }
});

t.test('an update and toggles at the same time all survive', async (t) => {
  const { url } = await newTask();
  await Promise.all([
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
    server.request({ as: 'alice', method: 'PUT', url, payload: { title: 'Buy oat milk' } }),
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
  ]);
  t.match((await server.request({ as: 'alice', url })).json(), { title: 'Buy oat milk', completed: true });
});

t.test('a body that is chunked and empty is no body', async (t) => {
  const { url } = await newTask();
  for (const headers of [{}, { 'content-type': 'application/json' }]) {
    const response = await server.request({
      as: 'alice',
      method: 'PATCH',
      url: `${url}/complete`,
      headers: { 'transfer-encoding': 'chunked', ...headers },
      payload: Readable.from([]),
    });
    t.equal(response.statusCode, 200);
  }
});
