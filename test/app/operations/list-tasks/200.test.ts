import t from 'tap';
import { tasksOf } from '../../../support/tasks.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';
import { idsOf, statuses, tasksIn } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

t.test('a user without tasks gets an empty page, also where nobody has heard of the user', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.equal(response.body, '[]');
  t.notOk(response.headers.link);
  t.same(await server.db.selectFrom('users').selectAll().execute(), [], 'reading records nobody');
});

t.test('tasks are listed as they were created, newest first, and without their neighbours', async (t) => {
  const server = await startServer(t);
  const oldest = await createTask(server, 'alice', { title: 'Buy milk', description: 'Oat' });
  await createTask(server, 'bob');
  const middle = await createTask(server, 'alice', { title: 'Call', due_date: '2026-12-01T18:00:00+01:00' });
  const newest = await createTask(server, 'alice', { title: 'Call' });
  await createTask(server, 'alic');
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  t.same(tasksIn(response), [newest, middle, oldest]);
  t.same(tasksIn(await server.request({ as: 'alice', url: '/api/alice/tasks?' })), [newest, middle, oldest]);
});

t.test('status keeps what it names', async (t) => {
  const server = await startServer(t);
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id, title: 'x', completed: id % 2 === 0 }));
  await storeTasks(server.db, 'alice', rows);
  await storeTasks(server.db, 'bob', rows);
  const expected = { all: [1, 2, 3, 4, 5], pending: [1, 3, 5], completed: [2, 4] };
  for (const status of statuses) {
    t.same(await idsOf(server, 'alice', { status, sort: 'title' }), expected[status], status);
  }
  t.same(await idsOf(server, 'alice', { sort: 'title' }), expected.all, 'all is the default');
});

const userIds = [
  'auth0|abc',
  'a/b',
  'ü',
  'u\u0308',
  '😀',
  'a b+c',
  '100%',
  'a%2Fb',
  "o'neil",
  'a?b#c&d=e',
  '<>"\\',
  'a\nb',
  ' ',
  ':id',
  '*',
  'a;b',
  '__proto__',
  'x'.repeat(255),
  '😀'.repeat(255),
];

t.test('a user id may be any text', async (t) => {
  const server = await startServer(t);
  for (const userId of userIds) {
    const { id } = await createTask(server, userId);
    await createTask(server, userId);
    const name = JSON.stringify(userId).slice(0, 20);
    const page = await server.request({ as: userId, url: `${tasksOf(userId)}?limit=1&sort=title` });
    t.match(tasksIn(page), [{ id, user_id: userId }], name);
    t.ok(String(page.headers.link).startsWith(`<${tasksOf(userId)}?`), `${name}, Link`);
  }
});

const accepted = [
  '*/*',
  'application/*',
  'application/json',
  'Application/JSON',
  'text/html, application/json;q=0.1',
  'application/json, text/plain, */*',
  'application/json;charset=utf-8',
];

t.test('a client may say that it accepts JSON in any way', async (t) => {
  const server = await startServer(t);
  for (const accept of accepted) {
    const response = await server.request({ as: 'alice', url: '/api/alice/tasks', headers: { accept } });
    t.equal(response.statusCode, 200, accept);
  }
});
