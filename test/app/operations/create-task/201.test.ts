import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { tasksOf } from '../../../support/tasks.ts';
import { oddUserIds } from '../../../support/user-ids.ts';
import { post, taskIn } from './posts.ts';

const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

t.test('creates a task from a title alone', async (t) => {
  const server = await startServer(t);
  const response = await post(server, { title: 'Buy milk' });
  t.match(response.headers['content-type'], /^application\/json/);
  const { id, version, created_at, updated_at, ...others } = taskIn(response);
  t.strictSame(others, {
    user_id: 'alice',
    title: 'Buy milk',
    description: null,
    completed: false,
    completed_at: null,
    priority: 'none',
    tags: [],
    due_date: null,
  });
  t.ok(Number.isSafeInteger(id) && id > 0);
  t.equal(version, 1);
  t.equal(response.headers.etag, '"1"');
  t.match(created_at, time);
  t.equal(updated_at, created_at);
});

t.test('stores every member of a new task', async (t) => {
  const server = await startServer(t);
  const sent = { title: 'Buy milk', description: 'Two litres, oat', due_date: '2026-12-01T18:00:00+01:00' };
  const task = taskIn(await post(server, sent));
  t.match(task, { ...sent, due_date: '2026-12-01T17:00:00.000000Z', completed: false });
  const nulls = taskIn(await post(server, { title: 'x', description: null, due_date: null }));
  t.match(nulls, { description: null, due_date: null });
  t.equal(taskIn(await post(server, { title: 'x', description: '' })).description, '');
});

t.test('makes two tasks of the same body sent twice', async (t) => {
  const server = await startServer(t);
  const first = taskIn(await post(server, { title: 'Buy milk' }));
  const second = taskIn(await post(server, { title: 'Buy milk' }));
  t.not(first.id, second.id);
});

t.test('Location leads to the task, for any user id', async (t) => {
  const server = await startServer(t);
  for (const as of oddUserIds) {
    const response = await server.request({ as, method: 'POST', url: tasksOf(as), payload: { title: 'x' } });
    const task = taskIn(response);
    t.equal(task.user_id, as);
    t.equal(response.headers.location, `${tasksOf(as)}/${task.id}`);
    const found = await server.request({ as, url: String(response.headers.location) });
    t.strictSame(found.json(), task);
  }
});

t.test('puts the public path before the addresses that it answers with', async (t) => {
  const server = await startServer(t, { publicPath: '/todo' });
  const first = await post(server, { title: 'Buy milk' });
  t.equal(first.headers.location, `/todo${tasksOf('alice')}/${taskIn(first).id}`);
  await post(server, { title: 'Buy oats' });
  const { headers } = await server.request({ as: 'alice', url: `${tasksOf('alice')}?limit=1` });
  t.match(headers.link, new RegExp(`^</todo${tasksOf('alice')}\\?`));
  for (const [url, servers] of [
    ['/openapi.json', /"url": "\/todo"/],
    ['/openapi.yaml', /^ {2}- url: \/todo$/m],
    ['/docs/openapi.json', /"servers":\[\{"url":"\/todo"/],
  ] as const) {
    t.match((await server.request({ url })).body, servers);
  }
});

t.test('ignores a prefix that a header names, behind trusted proxies too', async (t) => {
  const server = await startServer(t, { trustedProxies: 1 });
  const headers = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-prefix': '/todo' };
  const request = { as: 'alice', method: 'POST', url: tasksOf('alice'), headers, payload: { title: 'x' } } as const;
  const response = await server.request(request);
  t.equal(response.headers.location, `${tasksOf('alice')}/${taskIn(response).id}`);
  t.match((await server.request({ url: '/openapi.json', headers })).body, /"url": "\/"/);
});

t.test('accepts JSON with white space and escapes', async (t) => {
  const server = await startServer(t);
  const escaped = '\r\n\t {"title" : "\\u0065\\u0301\\ud83d\\ude00\\/"}\n';
  for (const body of [escaped, '{"\\u0074itle":"\u0065\u0301😀/"}']) {
    t.equal(taskIn(await post(server, body)).title, 'e\u0301😀/');
  }
});
