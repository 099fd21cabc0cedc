import t, { type Test } from 'tap';
import { createTasksClient, UnexpectedResponse, type Task, type TasksClient } from '../../src/client/index.ts';
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

t.test('repeats the name of a list in the query', async (t) => {
  const targets: string[] = [];
  const fetch = async ({ url }: Request) => {
    targets.push(url);
    return Response.json([]);
  };
  const client = createTasksClient({ baseUrl: 'http://127.0.0.1:8000', fetch });
  const query = { status: 'pending', label: ['a & b', 'c'], kind: [] } as const;
  await client.listTasks({ path: alice, query });
  t.strictSame(targets, ['http://127.0.0.1:8000/api/alice/tasks?status=pending&label=a%20%26%20b&label=c']);
});

t.test('patches a task, sets its completion, and deletes the completed ones', async (t) => {
  const client = await clientOf(t, 'alice');
  const { data } = await client.createTask({ path: alice, body: { title: 'Buy milk', description: 'Oat' } });
  const path = { ...alice, id: data?.id ?? 0 };
  const patched = await client.patchTask({ path, body: { title: 'Buy oat milk', description: null } });
  t.match(patched.data, { title: 'Buy oat milk', description: null, completed: false });
  const first = await client.toggleTaskCompletion({ path, body: { completed: true } });
  t.match(first.data, { completed: true });
  t.strictSame((await client.toggleTaskCompletion({ path, body: { completed: true } })).data, first.data);
  t.match((await client.toggleTaskCompletion({ path })).data, { completed: false });
  t.strictSame((await client.clearCompletedTasks({ path: alice, query: { status: 'completed' } })).data, {
    deleted: 0,
  });
  await client.toggleTaskCompletion({ path });
  t.strictSame((await client.clearCompletedTasks({ path: alice, query: { status: 'completed' } })).data, {
    deleted: 1,
  });
});

t.test('sends If-None-Match, and resolves without data if the task is the same', async (t) => {
  const client = await clientOf(t, 'alice');
  const { data, response } = await client.createTask({ path: alice, body: { title: 'Buy milk' } });
  const path = { ...alice, id: data?.id ?? 0 };
  const headers = { 'If-None-Match': response.headers.get('etag') ?? '' };
  const same = await client.getTask({ path, headers });
  t.match(same, { data: undefined, error: undefined, response: { status: 304 } });
  t.equal(same.response.headers.get('etag'), headers['If-None-Match']);
  const updated = await client.updateTask({ path, body: { completed: true } });
  t.strictSame((await client.getTask({ path, headers })).data, updated.data);
});

t.test('writes nothing over a newer state, and resolves with the task as it is now', async (t) => {
  const client = await clientOf(t, 'alice');
  const { data, response } = await client.createTask({ path: alice, body: { title: 'Buy milk' } });
  const path = { ...alice, id: data?.id ?? 0 };
  const headers = { 'If-Match': response.headers.get('etag') ?? '' };
  const newer = await client.updateTask({ path, headers, body: { title: 'Buy oat milk' } });
  t.match(newer.data, { title: 'Buy oat milk' });
  const refused = {
    update: await client.updateTask({ path, headers, body: { title: 'Buy bread' } }),
    patch: await client.patchTask({ path, headers, body: { title: 'Buy bread' } }),
    toggle: await client.toggleTaskCompletion({ path, headers }),
    delete: await client.deleteTask({ path, headers }),
    // As a GET gave it, with another title.
    edited: await client.updateTask({ path, body: { ...data, title: 'Buy bread' } }),
  };
  for (const [name, { error }] of Object.entries(refused)) {
    t.equal(error?.status, 412, name);
    if (error?.status === 412) t.strictSame(error.task, newer.data, name);
  }
  const merged = await client.updateTask({ path, body: { ...newer.data, completed: true } });
  t.match(merged.data, { title: 'Buy oat milk', completed: true });
});

t.test('does a request with an Idempotency-Key once', async (t) => {
  const client = await clientOf(t, 'alice');
  const creation = { path: alice, body: { title: 'Buy milk' }, headers: { 'Idempotency-Key': 'create' } };
  const first = await client.createTask(creation);
  const second = await client.createTask(creation);
  t.strictSame(second.data, first.data);
  const replays = [first, second].map(({ response }) => response.headers.get('idempotent-replayed'));
  t.strictSame(replays, [null, 'true']);
  const flip = { path: { ...alice, id: first.data?.id ?? 0 }, headers: { 'Idempotency-Key': 'flip' } };
  t.match((await client.toggleTaskCompletion(flip)).data, { completed: true });
  t.match((await client.toggleTaskCompletion(flip)).data, { completed: true });
  const reused = await client.createTask({ ...creation, body: { title: 'Buy bread' } });
  t.match(reused.error, { status: 422, errors: [{ header: 'Idempotency-Key', code: 'reused' }] });
  t.equal((await client.listTasks({ path: alice })).data?.length, 1);
});

t.test('follows changes from one position to the next', async (t) => {
  const client = await clientOf(t, 'alice');
  const tasks: (Task | undefined)[] = [];
  for (const title of ['a', 'b', 'c']) {
    tasks.push((await client.createTask({ path: alice, body: { title } })).data);
  }
  const [a, b, c] = tasks;
  await client.deleteTask({ path: { ...alice, id: b?.id ?? 0 } });
  const copy = new Map<number, Task>();
  let since = 0;
  let hasMore = true;
  while (hasMore) {
    const { data } = await client.listChanges({ path: alice, query: { since, limit: 1 } });
    for (const change of data?.changes ?? []) {
      if (change.deleted) copy.delete(change.id);
      else copy.set(change.id, change.task);
    }
    since = data?.since ?? 0;
    hasMore = data?.has_more ?? false;
  }
  t.strictSame([...copy.values()], [a, c]);
  const { data } = await client.listChanges({ path: alice, query: { since } });
  t.strictSame(data, { changes: [], since, has_more: false });
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
    client.patchTask({ path: absent, body: { completed: true } }),
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
