import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../support/server.ts';

const tasks = '/api/alice/tasks';
const invalid = { authorization: 'Bearer bad' };

t.test('each user has a count of their own, from wherever they call', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  t.equal((await server.request({ as: 'alice', url: tasks, remoteAddress: '192.0.2.1' })).statusCode, 503);
  t.equal((await server.request({ as: 'alice', url: tasks, remoteAddress: '192.0.2.2' })).statusCode, 429);
  t.equal((await server.request({ as: 'bob', url: '/api/bob/tasks', remoteAddress: '192.0.2.1' })).statusCode, 503);
});

t.test("another user's path uses up the caller's count", async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  t.equal((await server.request({ as: 'bob', url: tasks })).statusCode, 403);
  t.equal((await server.request({ as: 'bob', url: '/api/bob/tasks' })).statusCode, 429);
  t.equal((await server.request({ as: 'alice', url: tasks })).statusCode, 503);
});

t.test('refused tokens count by address, and neither for users nor for health checks', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  matchProblem(t, await server.request({ url: tasks, headers: invalid }), 401, '/problems/invalid-token');
  matchProblem(t, await server.request({ url: tasks }), 429, '/problems/too-many-requests');
  t.equal((await server.request({ url: tasks, remoteAddress: '192.0.2.1' })).statusCode, 401);
  t.equal((await server.request({ as: 'alice', url: tasks })).statusCode, 503);
  t.equal((await server.request({ url: '/healthz' })).statusCode, 200);
});

t.test('a proxy is believed about the address only where it is trusted', async (t) => {
  for (const [trustedProxies, second] of [
    [0, 429],
    [1, 200],
  ] as const) {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1, trustedProxies });
    const statuses: number[] = [];
    for (const address of ['192.0.2.1', '192.0.2.2']) {
      const headers = { 'x-forwarded-for': `198.51.100.7, ${address}` };
      statuses.push((await server.request({ url: '/healthz', headers })).statusCode);
    }
    t.strictSame(statuses, [200, second]);
  }
});

t.test('what belongs to no operation is not counted', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  for (const url of ['/nope', '/api/%zz/tasks', '/openapi.json', '/nope']) {
    const { statusCode, headers } = await server.request({ url });
    t.not(statusCode, 429, url);
    t.notOk(headers['ratelimit-limit'], url);
  }
});
