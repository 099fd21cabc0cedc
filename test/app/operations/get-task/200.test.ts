import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

t.test('a task is returned as it was created', async (t) => {
  const server = await startServer(t);
  const created = await createTask(server, 'alice', { title: 'Buy milk', description: 'Oat', due_date: null });
  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${created.id}` });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.strictSame(response.json(), created);
});

t.test('text is returned exactly as it was sent, a time in UTC with all its digits', async (t) => {
  const server = await startServer(t);
  const title = ' \tBUY milk 🥛 "\\ %s \u202e\u00e9 e\u0301 \n';
  const description = '  <b>line</b>\r\nline  ';
  const { id } = await createTask(server, 'alice', {
    title,
    description,
    due_date: '2026-12-01T18:00:00.123456+01:00',
  });
  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
  t.match(response.json(), { title, description, due_date: '2026-12-01T17:00:00.123456Z' });
});

t.test('a user id that has to be percent-encoded in the path', async (t) => {
  const server = await startServer(t);
  const ids = [
    'a/b',
    'a b',
    'a?b',
    'a#b',
    'a%b',
    '%41',
    '%2F',
    '%252F',
    '+',
    ';x=1',
    ':id',
    '*',
    'é',
    '🐟',
    '__proto__',
    'constructor',
  ];
  for (const userId of [...ids, 'x'.repeat(255), '🐟'.repeat(255)]) {
    const created = await createTask(server, userId);
    const url = `/api/${encodeURIComponent(userId)}/tasks/${created.id}`;
    const response = await server.request({ as: userId, url });
    t.equal(response.statusCode, 200, url.slice(0, 60));
    t.strictSame(response.json(), created);
  }
  const created = await createTask(server, 'alice');
  const response = await server.request({ as: 'alice', url: `/%61pi/%61lice/tasks/${created.id}?` });
  t.strictSame(response.json(), created, 'more may be encoded than has to be');
});

t.test('HEAD answers with the same headers and no body', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const get = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
  const head = await server.request({ as: 'alice', method: 'HEAD', url: `/api/alice/tasks/${id}` });
  t.equal(head.statusCode, 200);
  t.equal(head.body, '');
  for (const name of ['content-type', 'content-length']) t.equal(head.headers[name], get.headers[name], name);
});

t.test('every Accept that allows JSON', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const accept of [
    '*/*',
    'application/*',
    'application/json',
    'Application/JSON',
    'text/html, application/json;q=0.1',
    'text/html, */*;q=0.1',
    'application/problem+json, application/json',
    // The very words of the answer's own Content-Type.
    'application/json; charset=utf-8',
  ]) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}`, headers: { accept } });
    t.equal(response.statusCode, 200, accept);
  }
});
