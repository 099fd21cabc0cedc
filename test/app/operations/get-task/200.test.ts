import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { createTask, tasksOf } from '../../../support/tasks.ts';
import { oddUserIds } from '../../../support/user-ids.ts';

t.test('returns a task as it was created', async (t) => {
  const server = await startServer(t);
  const created = await createTask(server, 'alice', { title: 'Buy milk', description: 'Oat', due_date: null });
  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${created.id}` });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.strictSame(response.json(), created);
});

t.test('returns text exactly as it was sent, and a time in UTC with all its digits', async (t) => {
  const server = await startServer(t);
  const title = ' \tBUY milk 🥛 "\\ %s \u202e\u00e9 e\u0301 \n';
  const description = '  <b>line</b>\r\nline  ';
  const due_date = '2026-12-01T18:00:00.123456+01:00';
  const { id } = await createTask(server, 'alice', { title, description, due_date });
  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
  t.match(response.json(), { title, description, due_date: '2026-12-01T17:00:00.123456Z' });
});

t.test('finds the tasks of any user id', async (t) => {
  const server = await startServer(t);
  for (const userId of oddUserIds) {
    const created = await createTask(server, userId);
    const url = `${tasksOf(userId)}/${created.id}`;
    const response = await server.request({ as: userId, url });
    t.equal(response.statusCode, 200, url.slice(0, 60));
    t.strictSame(response.json(), created);
  }
});

t.test('accepts percent-encoding of characters that do not need it', async (t) => {
  const server = await startServer(t);
  const created = await createTask(server, 'alice');
  const response = await server.request({ as: 'alice', url: `/%61pi/%61lice/tasks/${created.id}?` });
  t.strictSame(response.json(), created);
});
