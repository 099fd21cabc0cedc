import t from 'tap';
import { lastHeaders, listenRaw } from './raw-http.ts';
import { refusals } from './refusals.ts';
import { startServer, startServerWithoutDatabase } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';

/** The headers of every answer. The recorder of exchanges checks them on every answer of the test run. */
const expected = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

t.test('sends the headers with every success', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const tasks = '/api/alice/tasks';
  const { headers } = await server.request({ as: 'alice', method: 'POST', url: tasks, payload: { title: 'x' } });
  t.match(headers, expected);
  for (const [method, url] of [
    ['GET', tasks],
    ['HEAD', tasks],
    ['GET', `${tasks}/${id}`],
    ['PATCH', `${tasks}/${id}/complete`],
    ['DELETE', `${tasks}/${id}`],
    ['GET', '/healthz'],
    ['GET', '/readyz'],
    ['OPTIONS', tasks],
  ] as const) {
    t.match((await server.request({ as: 'alice', method, url })).headers, expected, `${method} ${url}`);
  }
});

t.test('sends the headers with every refusal', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request }] of Object.entries(refusals)) {
    t.match((await server.request(request)).headers, expected, what);
  }
});

t.test('sends the headers when the HTTP parser refuses', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const exchange = await listenRaw(app);
  for (const [what, bytes, status] of [
    ['a text that is not HTTP', 'nonsense\r\n\r\n', 400],
    ['a path that is not valid UTF-8', `GET /api/%FF/tasks HTTP/1.1\r\n${lastHeaders}`, 400],
    ['an expectation', `GET /healthz HTTP/1.1\r\nExpect: everything\r\n${lastHeaders}`, 417],
    ['too many headers', `GET /healthz HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n${lastHeaders}`, 431],
  ] as const) {
    t.match(await exchange(bytes), { status, headers: expected }, what);
  }
});

t.test('sends the documentation with its own policy, and lets clients revalidate it', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const { 'cache-control': _, ...others } = expected;
  for (const url of ['/openapi.json', '/openapi.yaml', '/docs/start.js', '/docs/redoc.standalone.js']) {
    t.match((await server.request({ url })).headers, { ...others, 'cache-control': 'no-cache' }, url);
  }
  const { headers } = await server.request({ url: '/docs' });
  t.match(headers, { ...others, 'cache-control': 'no-cache', 'content-security-policy': /script-src 'self'/ });
  const { etag } = headers;
  const unchanged = await server.request({ url: '/docs', headers: { 'if-none-match': String(etag) } });
  t.match(unchanged, { statusCode: 304, headers: { 'cache-control': 'no-cache', etag } });
});
