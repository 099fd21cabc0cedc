import t from 'tap';
import { matchProblem, startServer, startServerWithoutDatabase } from '../../../support/server.ts';

const bodies = [
  ['JSON', '{}', { 'content-type': 'application/json' }],
  ['text', 'x', { 'content-type': 'text/plain' }],
  ['bytes of no type', 'x', {}],
  ['no bytes, in chunks', undefined, { 'transfer-encoding': 'chunked' }],
] as const;

t.test('a body, which a list does not take, is no fault of the server', async (t) => {
  const server = await startServer(t);
  for (const [name, payload, headers] of bodies) {
    const url = '/api/alice/tasks';
    const response = await server.request({ as: 'alice', url, headers, ...(payload === undefined ? {} : { payload }) });
    t.ok(response.statusCode < 500, `${name}: ${response.statusCode}`);
  }
});

t.test('what announces a body and has none is a request as any other', async (t) => {
  const server = await startServer(t);
  for (const headers of [{ 'content-length': '0' }, { 'content-type': 'application/json' }, { 'content-type': 'x' }]) {
    const response = await server.request({ as: 'alice', url: '/api/alice/tasks', headers });
    t.equal(response.statusCode, 200, JSON.stringify(headers));
  }
});

t.test('a body comes after token and owner', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const request = { url: '/api/alice/tasks', payload: {} } as const;
  matchProblem(t, await server.request(request), 401, '/problems/invalid-token');
  matchProblem(t, await server.request({ ...request, as: 'bob' }), 403, '/problems/forbidden');
});
