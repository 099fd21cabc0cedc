import t, { type Test } from 'tap';
import { createTasksClient, UnexpectedResponse, type TasksClient } from '../../src/client/index.ts';
import { recordedFetch } from '../../scripts/coverage/record.ts';
import { startServer, startServerWithoutDatabase, tokenOf, type TestServer } from '../support/server.ts';

/** Lets the server listen on a real socket. Returns its URL. */
async function listen({ app }: TestServer): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}

async function clientOf(t: Test, userId: string): Promise<TasksClient> {
  const baseUrl = await listen(await startServer(t));
  return createTasksClient({ baseUrl, token: tokenOf(userId), fetch: recordedFetch });
}

const nobody = { user_id: 'nobody' };
const alice = { user_id: 'alice' };
const absent = { ...alice, id: 1 };

t.test('rejects a problem that the operation does not declare', async (t) => {
  const baseUrl = await (await startServerWithoutDatabase(t)).app.listen({ host: '127.0.0.1', port: 0 });
  const tasks = createTasksClient({ baseUrl: `${baseUrl}/elsewhere`, fetch: recordedFetch });
  await t.rejects(tasks.getTask({ path: { user_id: 'alice', id: 1 } }), UnexpectedResponse);
});

t.test('creates, reads, updates, toggles, lists and deletes a task', async (t) => {
  const client = await clientOf(t, 'alice');
  const created = await client.createTask({ path: alice, body: { title: 'Buy milk', description: null } });
  t.equal(created.response.status, 201);
  t.match(created.data, { title: 'Buy milk', completed: false });
  const path = { ...alice, id: created.data?.id ?? 0 };
  t.strictSame((await client.getTask({ path })).data, created.data);
  const updated = await client.updateTask({ path, body: { due_date: '2026-12-01T18:00:00+01:00' } });
  t.match(updated.data, { title: 'Buy milk', due_date: '2026-12-01T17:00:00.000000Z' });
  const toggled = await client.toggleTaskCompletion({ path });
  t.match(toggled.data, { completed: true });
  t.strictSame((await client.listTasks({ path: alice })).data, [toggled.data]);
  const deleted = await client.deleteTask({ path });
  t.match(deleted, { data: undefined, error: undefined, response: { status: 204 } });
});

t.test('sends the query and follows the link to the next page', async (t) => {
  const client = await clientOf(t, 'alice');
  for (const title of ['a', 'b', 'c & d']) await client.createTask({ path: alice, body: { title } });
  const first = await client.listTasks({ path: alice, query: { sort: 'title', limit: 2 } });
  t.match(first.data, [{ title: 'a' }, { title: 'b' }]);
  const link = /^<([^>]+)>/.exec(first.response.headers.get('link') ?? '')?.[1] ?? '';
  const cursor = new URL(link, first.response.url).searchParams.get('cursor') ?? '';
  const second = await client.listTasks({ path: alice, query: { sort: 'title', limit: 2, cursor } });
  t.match(second.data, [{ title: 'c & d' }]);
  t.equal(second.response.headers.get('link'), null);
  t.match((await client.listTasks({ path: alice, query: { q: 'C & D' } })).data, [{ title: 'c & d' }]);
});

t.test('the probes need no token and no input', async (t) => {
  const client = createTasksClient({ baseUrl: await listen(await startServer(t)), fetch: recordedFetch });
  t.strictSame((await client.getHealth()).data, { status: 'ok' });
  t.strictSame((await client.getReadiness({})).data, { status: 'ready' });
});

t.test('resolves with `error` for a declared problem of each operation', async (t) => {
  const client = await clientOf(t, 'alice');
  const anonymous = createTasksClient({
    baseUrl: await listen(await startServerWithoutDatabase(t)),
    fetch: recordedFetch,
  });
  const picky = createTasksClient({
    baseUrl: await listen(await startServerWithoutDatabase(t)),
    fetch: (request) => recordedFetch(new Request(request, { headers: { accept: 'image/png' } })),
  });
  const results = {
    '/problems/forbidden': await client.listTasks({ path: nobody }),
    '/problems/invalid-token': await anonymous.listTasks({ path: alice }),
    '/problems/invalid-cursor': await client.listTasks({ path: alice, query: { cursor: 'x' } }),
    '/problems/validation-failed': await client.createTask({ path: alice, body: { title: ' ' } }),
    '/problems/service-unavailable': await anonymous.getReadiness(),
    '/problems/not-acceptable': await picky.getHealth(),
  };
  for (const [type, { data, error, response }] of Object.entries(results)) {
    t.match({ data, error }, { data: undefined, error: { type, status: response.status } }, type);
  }
  const notFound = await Promise.all([
    client.getTask({ path: absent }),
    client.updateTask({ path: absent, body: { completed: true } }),
    client.deleteTask({ path: absent }),
    client.toggleTaskCompletion({ path: absent }),
  ]);
  for (const { data, error } of notFound) {
    t.match({ data, error }, { data: undefined, error: { type: '/problems/task-not-found', status: 404 } });
  }
});

t.test('returns every fault of a request', async (t) => {
  const client = await clientOf(t, 'alice');
  const { error } = await client.listTasks({ path: alice, query: { limit: 0, offset: -1 } });
  t.match(error, { status: 422, errors: [{ parameter: 'limit' }, { parameter: 'offset' }] });
});

t.test('calls a token function before every call', async (t) => {
  const baseUrl = await listen(await startServer(t));
  let calls = 0;
  const tokens = {
    'at once': () => tokenOf(`user-${++calls}`),
    later: async () => tokenOf(`user-${++calls}`),
  };
  for (const [name, token] of Object.entries(tokens)) {
    calls = 0;
    const client = createTasksClient({ baseUrl, token, fetch: recordedFetch });
    t.strictSame((await client.listTasks({ path: { user_id: 'user-1' } })).data, [], name);
    t.strictSame((await client.listTasks({ path: { user_id: 'user-2' } })).data, [], name);
  }
  const failing = createTasksClient({ baseUrl, token: () => Promise.reject(new Error('signed out')) });
  await t.rejects(failing.getHealth(), { message: 'signed out' });
});

t.test('encodes any user id in a path', async (t) => {
  const baseUrl = await listen(await startServer(t));
  const strange = ['a/b', 'a?b#c', 'auth0|5f7c', 'a b+c', '100%', '%2F', '$&', '{id}', 'ß€🥛', ';,=:@', '...'];
  for (const user_id of strange) {
    const client = createTasksClient({ baseUrl, token: tokenOf(user_id), fetch: recordedFetch });
    const { data, error } = await client.createTask({ path: { user_id }, body: { title: user_id } });
    t.match({ data, error }, { data: { user_id, title: user_id }, error: undefined }, user_id);
  }
});

t.test('accepts a base URL with a path, with or without a final slash', async (t) => {
  const asked: string[] = [];
  for (const baseUrl of ['https://example.com/tasks-api', 'https://example.com/tasks-api/']) {
    const client = createTasksClient({
      baseUrl,
      fetch: async ({ url }) => {
        asked.push(url);
        return Response.json({ status: 'ok' });
      },
    });
    await client.getHealth();
  }
  t.strictSame(asked, Array(2).fill('https://example.com/tasks-api/healthz'));
});
