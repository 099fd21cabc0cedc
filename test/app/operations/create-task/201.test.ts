import { Readable } from 'node:stream';
import t from 'tap';
import { tasksOf } from '../../../support/tasks.ts';
import { startServer } from '../../../support/server.ts';
import { json, post, taskIn } from './posts.ts';

const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

t.test('a title is enough', async (t) => {
  const server = await startServer(t);
  const response = await post(server, { title: 'Buy milk' });
  t.match(response.headers['content-type'], /^application\/json/);
  const { id, created_at, updated_at, ...others } = taskIn(response);
  t.same(others, { user_id: 'alice', title: 'Buy milk', description: null, completed: false, due_date: null });
  t.ok(Number.isSafeInteger(id) && id > 0);
  t.match(created_at, time);
  t.equal(updated_at, created_at);
});

t.test('everything that a new task may say', async (t) => {
  const server = await startServer(t);
  const sent = { title: 'Buy milk', description: 'Two litres, oat', due_date: '2026-12-01T18:00:00+01:00' };
  const task = taskIn(await post(server, sent));
  t.match(task, { ...sent, due_date: '2026-12-01T17:00:00.000000Z', completed: false });
  const nulls = taskIn(await post(server, { title: 'x', description: null, due_date: null }));
  t.match(nulls, { description: null, due_date: null });
  t.equal(taskIn(await post(server, { title: 'x', description: '' })).description, '');
});

t.test('the same body twice makes two tasks', async (t) => {
  const server = await startServer(t);
  const first = taskIn(await post(server, { title: 'Buy milk' }));
  const second = taskIn(await post(server, { title: 'Buy milk' }));
  t.not(first.id, second.id);
});

t.test('Location leads to the task, whatever the user is called', async (t) => {
  const server = await startServer(t);
  const userIds = [
    'alice',
    'auth0|abc',
    'a/b',
    'ü',
    '100%',
    'a%2Fb',
    'a?b#c',
    '"<>',
    '😀'.repeat(255),
    'x'.repeat(255),
  ];
  for (const as of userIds) {
    const response = await server.request({ as, method: 'POST', url: tasksOf(as), payload: { title: 'x' } });
    const task = taskIn(response);
    t.equal(task.user_id, as);
    t.equal(response.headers.location, `${tasksOf(as)}/${task.id}`);
    const found = await server.request({ as, url: String(response.headers.location) });
    t.same(found.json(), task);
  }
});

t.test('a client may name JSON and UTF-8 in any way', async (t) => {
  const server = await startServer(t);
  const mediaTypes = [
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'Application/JSON ; Charset=Utf-8',
    'application/json; profile=x',
  ];
  for (const mediaType of mediaTypes) {
    const response = await post(server, '{"title":"é"}', { 'content-type': mediaType });
    t.equal(taskIn(response).title, 'é', mediaType);
  }
});

t.test('JSON may be written in any way', async (t) => {
  const server = await startServer(t);
  for (const body of ['\r\n\t {"title" : "\\u0065\\u0301\\ud83d\\ude00\\/"}\n', '{"\\u0074itle":"\u0065\u0301😀/"}']) {
    t.equal(taskIn(await post(server, body)).title, 'e\u0301😀/');
  }
});

t.test('a body of 65536 bytes, with its length and in chunks', async (t) => {
  const server = await startServer(t);
  const body = '{"title":"x"}'.padEnd(65536);
  t.equal((await post(server, body)).statusCode, 201);
  const chunks = Readable.from([body.slice(0, 60000), body.slice(60000)]);
  t.equal((await post(server, chunks, { ...json, 'transfer-encoding': 'chunked' })).statusCode, 201);
});
