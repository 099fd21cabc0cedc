import { METHODS } from 'node:http';
import t from 'tap';
import { operationRoutes } from '../../generated/operations.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

const ordinary = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']);
// CONNECT has no path: Node closes the connection.
const exotic = METHODS.filter((method) => !ordinary.has(method) && method !== 'CONNECT');

const routes = Object.values(operationRoutes);
const declared = new Map<string, Set<string>>();
for (const { path, method } of routes) {
  const methods = declared.get(path) ?? new Set<string>();
  declared.set(path, methods.add(method));
  if (method === 'GET') methods.add('HEAD');
}
// Every path has OPTIONS, and lists it last.
for (const methods of declared.values()) methods.add('OPTIONS');

for (const [path, methods] of declared) {
  for (const [kind, candidates] of Object.entries({ ordinary, exotic })) {
    t.test(`${path}: answers 405 to undeclared ${kind} methods, without a token`, async (t) => {
      const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
      const target = path.replace('{user_id}', 'alice').replace('{id}', '1');
      const answers: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const method of candidates) {
        if (methods.has(method)) continue;
        const { status, headers, body } = await exchange(`${method} ${target} HTTP/1.1\r\n${lastHeaders}`);
        const named = body.includes(`"detail":"This path has the methods ${[...methods].join(', ')}."`);
        const isProblem = body.includes('"/problems/method-not-allowed"') && named;
        const type = method === 'HEAD' || isProblem ? 'problem' : 'other';
        answers[method] = [status, headers['allow'], headers['content-type']?.split(';', 1), type].join(' ');
        wanted[method] = `405 ${[...methods].join(', ')} application/problem+json problem`;
      }
      t.strictSame(answers, wanted);
    });
  }
}

t.test('answers 405 before it checks anything else', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, request] of Object.entries({
    'a bad token': { headers: { authorization: 'Bearer bad' } },
    "another user's token": { as: 'bob' },
    'a query': { query: 'a=%zz' },
    'an Accept that allows nothing': { headers: { accept: 'image/png' } },
    'a very large body': { payload: Buffer.alloc(2 ** 21), headers: { 'content-type': 'garbage' } },
  })) {
    const { statusCode, headers } = await server.request({ method: 'PATCH', url: '/api/alice/tasks', ...request });
    t.equal(statusCode, 405, what);
    t.equal(headers.allow, 'GET, HEAD, POST, DELETE, OPTIONS', what);
  }
});

t.test('answers HEAD on every path with GET', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [url, status] of [
    ['/healthz', 200],
    ['/readyz', 503],
    ['/docs', 200],
    ['/api/alice/tasks', 401],
    ['/api/alice/tasks/1', 401],
    ['/api/alice/tasks/1/complete', 405],
    ['/nope', 404],
  ] as const) {
    const response = await server.request({ method: 'HEAD', url });
    t.equal(response.statusCode, status, url);
    t.equal(response.body, '');
  }
});
