import t from 'tap';
import { tasksOf } from '../../../support/tasks.ts';
import { oddUserIds } from '../../../support/user-ids.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';
import { idsOf, statuses, tasksIn } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

t.test('answers an empty page to a user without tasks, and records nobody', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.equal(response.body, '[]');
  t.notOk(response.headers.link);
  t.same(await server.db.selectFrom('users').selectAll().execute(), [], 'the user is still unknown');
});

t.test('lists the tasks of the user alone, newest first', async (t) => {
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

t.test('filters by status, and lists all by default', async (t) => {
  const server = await startServer(t);
  const rows = [1, 2, 3, 4, 5].map((id) => ({ id, title: 'x', completed: id % 2 === 0 }));
  await storeTasks(server.db, 'alice', rows);
  await storeTasks(server.db, 'bob', rows);
  const expected = { all: [1, 2, 3, 4, 5], pending: [1, 3, 5], completed: [2, 4] };
  for (const status of statuses) {
    t.same(await idsOf(server, 'alice', { status, sort: 'title' }), expected[status], status);
  }
  t.same(await idsOf(server, 'alice', { sort: 'title' }), expected.all, 'no status');
});

t.test('lists the tasks of any user id', async (t) => {
  const server = await startServer(t);
  for (const userId of oddUserIds) {
    const { id } = await createTask(server, userId);
    await createTask(server, userId);
    const name = JSON.stringify(userId).slice(0, 20);
    const page = await server.request({ as: userId, url: `${tasksOf(userId)}?limit=1&sort=title` });
    t.match(tasksIn(page), [{ id, user_id: userId }], name);
    t.ok(String(page.headers.link).startsWith(`<${tasksOf(userId)}?`), `${name}, Link`);
  }
});
