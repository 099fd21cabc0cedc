import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import t, { type Test } from 'tap';
import { createTasksClient, UnexpectedResponse } from '../../src/client/index.ts';

/** Starts an HTTP server that is not this server, on a real socket. Returns its URL. */
async function serve(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

const json = 'application/json';
const problem = 'application/problem+json';
type Answer = readonly [name: string, status: number, headers: Readonly<Record<string, string>>, body: string];

const foreign: readonly Answer[] = [
  ['an error page', 502, { 'content-type': 'text/html' }, '<h1>Bad Gateway</h1>'],
  ['a page', 200, { 'content-type': 'text/html' }, '<h1>Welcome</h1>'],
  [
    'a page whose media type mentions JSON',
    200,
    { 'content-type': 'text/html; x=application/json' },
    '<h1>Welcome</h1>',
  ],
  ['plain text', 503, { 'content-type': 'text/plain' }, 'try later'],
  ['no media type', 200, {}, '{"status":"ok"}'],
  ['an empty body', 200, {}, ''],
  ['JSONP', 200, { 'content-type': 'application/jsonp' }, 'x({})'],
  ['a JSON sequence', 200, { 'content-type': 'application/json-seq' }, '\u001e{}\n'],
];

/** Responses with a JSON media type that the contract does not declare. */
const broken: readonly Answer[] = [
  ['an empty success', 200, { 'content-type': json, 'content-length': '0' }, ''],
  ['an empty success in chunks', 200, { 'content-type': json, 'transfer-encoding': 'chunked' }, ''],
  ['an empty problem', 500, { 'content-type': problem, 'content-length': '0' }, ''],
  ['a success with invalid JSON', 200, { 'content-type': json }, '{"status":'],
  ['a problem with invalid JSON', 500, { 'content-type': problem }, '{"status":'],
  ["a gateway's own JSON", 502, { 'content-type': json }, '{"message":"Bad Gateway"}'],
];

for (const [title, answers] of Object.entries({ foreign, broken })) {
  t.test(`rejects a response that is not the server's with UnexpectedResponse: ${title}`, async (t) => {
    for (const [name, status, headers, body] of answers) {
      const baseUrl = await serve(t, (_request, response) => void response.writeHead(status, headers).end(body));
      const error: unknown = await createTasksClient({ baseUrl })
        .getHealth()
        .catch((reason: unknown) => reason);
      t.ok(error instanceof UnexpectedResponse, name);
      if (!(error instanceof UnexpectedResponse)) continue;
      t.equal(error.response.status, status, name);
      t.match(error.message, `${baseUrl}/healthz answered ${status}`, name);
    }
  });
}

t.test('rejects a 304 that the call did not ask for', async (t) => {
  const baseUrl = await serve(t, (_request, response) => void response.writeHead(304, { etag: '"17"' }).end());
  const client = createTasksClient({ baseUrl });
  const path = { user_id: 'alice', id: 42 };
  await t.rejects(client.getTask({ path }), UnexpectedResponse);
  const asked = await client.getTask({ path, headers: { 'If-None-Match': '"17"' } });
  t.match(asked, { data: undefined, error: undefined, response: { status: 304 } });
});

t.test('compares media types without case and parameters', async (t) => {
  for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
    const baseUrl = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': type }).end('{"status":"ok"}');
    });
    t.match(await createTasksClient({ baseUrl }).getHealth(), { data: { status: 'ok' } }, type);
  }
});

t.test('cancelling a call rejects it and closes its connection', async (t) => {
  const controller = new AbortController();
  let closed: Promise<unknown> | undefined;
  const baseUrl = await serve(t, (request) => {
    closed = once(request.socket, 'close');
    controller.abort();
  });
  const call = createTasksClient({ baseUrl }).getHealth({ signal: controller.signal });
  await t.rejects(call, { name: 'AbortError' });
  await closed;
  await t.rejects(createTasksClient({ baseUrl }).getHealth({ signal: AbortSignal.abort() }), { name: 'AbortError' });
});

t.test('rejects with TypeError if there is no connection', async (t) => {
  await t.rejects(createTasksClient({ baseUrl: 'http://127.0.0.1:1' }).getHealth(), TypeError);
});

t.test('sends only what the contract declares', async (t) => {
  const seen: unknown[] = [];
  const baseUrl = await serve(t, ({ method, url, headers }, response) => {
    const { authorization, 'content-type': type, 'if-match': condition, 'idempotency-key': key } = headers;
    seen.push({ method, url, authorization, type, condition, key });
    response.writeHead(200, { 'content-type': json }).end('{}');
  });
  const client = createTasksClient({ baseUrl, token: 'a.b.c' });
  const path = { user_id: 'a/b', id: 42 };
  const headers = { 'If-Match': '"17"', 'Idempotency-Key': 'a b' };
  await client.getTask({ path });
  await client.updateTask({ path, body: { completed: true } });
  await client.patchTask({ path, headers, body: { completed: true } });
  await client.toggleTaskCompletion({ path });
  await client.toggleTaskCompletion({ path, body: { completed: true } });
  await client.listTasks({ path: { user_id: 'a/b' }, query: { q: 'a&b +c', limit: 5 } });
  const none = { authorization: 'Bearer a.b.c', type: undefined, condition: undefined, key: undefined };
  t.strictSame(seen, [
    { ...none, method: 'GET', url: '/api/a%2Fb/tasks/42' },
    { ...none, method: 'PUT', url: '/api/a%2Fb/tasks/42', type: json },
    { ...none, method: 'PATCH', url: '/api/a%2Fb/tasks/42', type: json, condition: '"17"', key: 'a b' },
    { ...none, method: 'PATCH', url: '/api/a%2Fb/tasks/42/complete' },
    { ...none, method: 'PATCH', url: '/api/a%2Fb/tasks/42/complete', type: json },
    { ...none, method: 'GET', url: '/api/a%2Fb/tasks?q=a%26b%20%2Bc&limit=5' },
  ]);
});
