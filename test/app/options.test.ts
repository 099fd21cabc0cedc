import t from 'tap';
import { operationRoutes } from '../../generated/operations.ts';
import { matchProblem } from '../support/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

// RFC 9110, section 9.3.7.
const allowed: Readonly<Record<string, string>> = {
  '/api/{user_id}/tasks': 'GET, HEAD, POST, DELETE, OPTIONS',
  '/api/{user_id}/tasks/{id}': 'GET, HEAD, PUT, DELETE, PATCH, OPTIONS',
  '/api/{user_id}/tasks/{id}/complete': 'PATCH, OPTIONS',
  '/api/{user_id}/changes': 'GET, HEAD, OPTIONS',
  '/api/{user_id}/tags': 'GET, HEAD, OPTIONS',
  '/api/{user_id}/stats': 'GET, HEAD, OPTIONS',
  '/healthz': 'GET, HEAD, OPTIONS',
  '/readyz': 'GET, HEAD, OPTIONS',
};

t.strictSame(Object.keys(allowed), [...new Set(Object.values(operationRoutes).map(({ path }) => path))]);

for (const [path, methods] of Object.entries(allowed)) {
  t.test(`OPTIONS ${path}: lists its methods without a token`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const url = path.replace('{user_id}', 'alice').replace('{id}', 'first');
    const response = await server.request({ method: 'OPTIONS', url, headers: { authorization: 'Bearer bad' } });
    t.equal(response.statusCode, 204);
    t.equal(response.headers.allow, methods);
    t.equal(response.body, '');
    t.equal(response.headers['content-type'], undefined);
  });
}

t.test('answers 404 to OPTIONS of an unknown path', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const url of ['/nope', '/api/alice/tasks/', '/api//tasks']) {
    matchProblem(t, await server.request({ method: 'OPTIONS', url }), 404, '/problems/not-found');
    const headers = { 'content-type': ';;;' };
    const payload = Buffer.alloc(2 ** 21);
    matchProblem(t, await server.request({ method: 'OPTIONS', url, headers, payload }), 404, '/problems/not-found');
  }
});

t.test('OPTIONS *: lists the methods of the whole server', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  // The form for a server, and the form for a proxy (RFC 9112, section 3.2.4).
  for (const target of ['*', 'http://server.example', 'HTTP://server.example:80']) {
    const { status, headers, body } = await exchange(`OPTIONS ${target} HTTP/1.1\r\n${lastHeaders}`);
    t.equal(status, 204, target);
    t.equal(headers['allow'], 'GET, HEAD, POST, DELETE, PUT, PATCH, OPTIONS', target);
    t.equal(body, '', target);
  }
  const other = await exchange(`GET * HTTP/1.1\r\n${lastHeaders}`);
  t.equal(other.status, 404);
});
