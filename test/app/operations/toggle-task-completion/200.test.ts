import { Readable } from 'node:stream';
import t from 'tap';
import type { Task } from '../../../../src/app/tasks/task.ts';
import { startServer } from '../../../support/server.ts';
import { createTaskAt } from '../../../support/tasks.ts';

const server = await startServer(t);

const newTask = () => createTaskAt(server, { title: 'Buy milk', due_date: '2026-12-01T17:00:00.000001Z' });

t.test('flips completed back and forth, and keeps everything else', async (t) => {
  const { url, task } = await newTask();
  let previous = task;
  for (const completed of [true, false, true]) {
    const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
    t.equal(response.statusCode, 200);
    t.match(response.headers['content-type'], /^application\/json/);
    const toggled = response.json<Task>();
    t.ok(toggled.updated_at > previous.updated_at, 'updated_at moves');
    t.ok(toggled.version > previous.version, 'version moves');
    t.equal(response.headers.etag, `"${toggled.version}"`);
    const { updated_at, version } = toggled;
    t.strictSame(toggled, { ...previous, completed, completed_at: completed ? updated_at : null, updated_at, version });
    t.strictSame((await server.request({ as: 'alice', url })).json(), toggled, 'it is stored');
    previous = toggled;
  }
});

t.test('flips once for each of several concurrent calls', async (t) => {
  const { url, task } = await newTask();
  const calls = Array.from({ length: 20 }, () =>
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
  );
  const toggled = (await Promise.all(calls)).map((response) => response.json<Task>());
  t.equal(toggled.filter(({ completed }) => completed).length, 10);
  t.equal(new Set(toggled.map(({ updated_at }) => updated_at)).size, 20, 'each moves updated_at');
  const stored = (await server.request({ as: 'alice', url })).json<Task>();
  t.ok(stored.updated_at > task.updated_at);
  t.strictSame(stored, { ...task, updated_at: stored.updated_at, version: stored.version });
  t.equal(new Set(toggled.map(({ version }) => version)).size, 20, 'each has a version of its own');
  t.equal(stored.version, Math.max(...toggled.map(({ version }) => version)));
});

t.test('moves updated_at even if the clock of the database went back', async (t) => {
  const { url, task } = await newTask();
  const updated_at = '2999-01-01T00:00:00.000000Z';
  await server.db.updateTable('tasks').set({ updated_at }).where('id', '=', task.id).execute();
  const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
  t.match(response.json(), { updated_at: '2999-01-01T00:00:00.000001Z' });
});

t.test('keeps an update and toggles that arrive at the same time', async (t) => {
  const { url } = await newTask();
  await Promise.all([
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
    server.request({ as: 'alice', method: 'PUT', url, payload: { title: 'Buy oat milk' } }),
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
    server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` }),
  ]);
  t.match((await server.request({ as: 'alice', url })).json(), { title: 'Buy oat milk', completed: true });
});

t.test('sets completed to the value of a body, and keeps the version if nothing changes', async (t) => {
  const { url, task } = await newTask();
  const set = async (completed: boolean): Promise<Task> => {
    const response = await server.request({
      as: 'alice',
      method: 'PATCH',
      url: `${url}/complete`,
      payload: { completed },
    });
    t.equal(response.statusCode, 200);
    return response.json();
  };
  t.strictSame(await set(false), task, 'as it was');
  const done = await set(true);
  t.match(done, { completed: true, completed_at: done.updated_at });
  t.ok(done.version > task.version);
  t.strictSame(await set(true), done, 'a repetition changes nothing');
  t.match(await set(false), { completed: false, version: done.version + 1 });
});

t.test('an empty body flips, whatever its headers say', async (t) => {
  const { url } = await newTask();
  const json = { 'content-type': 'application/json' };
  const requests = [
    { headers: json },
    { headers: { ...json, 'content-length': '0' } },
    { headers: { ...json, 'transfer-encoding': 'chunked' }, payload: Readable.from([]) },
    { headers: { 'transfer-encoding': 'chunked' }, payload: Readable.from([]) },
    { headers: { 'content-type': 'x' } },
  ];
  let completed = true;
  for (const request of requests) {
    const response = await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete`, ...request });
    t.match(response.json(), { completed });
    completed = !completed;
  }
});
