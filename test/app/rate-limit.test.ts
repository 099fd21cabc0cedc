import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { ProblemError } from '../../src/values/problems.ts';
import { matchProblem } from '../support/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';

const tasks = '/api/alice/tasks';
const invalid = { authorization: 'Bearer bad' };

t.test('counts each user separately, from any address', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  t.equal((await server.request({ as: 'alice', url: tasks, remoteAddress: '192.0.2.1' })).statusCode, 503);
  t.equal((await server.request({ as: 'alice', url: tasks, remoteAddress: '192.0.2.2' })).statusCode, 429);
  t.equal((await server.request({ as: 'bob', url: '/api/bob/tasks', remoteAddress: '192.0.2.1' })).statusCode, 503);
});

t.test("counts a request on another user's path for the caller", async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  t.equal((await server.request({ as: 'bob', url: tasks })).statusCode, 403);
  t.equal((await server.request({ as: 'bob', url: '/api/bob/tasks' })).statusCode, 429);
  t.equal((await server.request({ as: 'alice', url: tasks })).statusCode, 503);
});

t.test('counts refused tokens by address, and not for users or health checks', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  matchProblem(t, await server.request({ url: tasks, headers: invalid }), 401, '/problems/invalid-token');
  matchProblem(t, await server.request({ url: tasks }), 429, '/problems/too-many-requests');
  t.equal((await server.request({ url: tasks, remoteAddress: '192.0.2.1' })).statusCode, 401);
  t.equal((await server.request({ as: 'alice', url: tasks })).statusCode, 503);
  t.equal((await server.request({ url: '/healthz' })).statusCode, 200);
});

t.test('trusts a proxy on the address only if configured', async (t) => {
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

/** Spellings of an address, and an address of the same client. */
const sameClients: readonly (readonly [string, string])[] = [
  ['1.2.3.4:5678', '1.2.3.4'],
  ['::ffff:1.2.3.4', '1.2.3.4:9'],
  ['::FFFF:102:304', '1.2.3.4'],
  ['[2001:db8::1]:443', '2001:DB8:0:0:0:0:0:1'],
  ['"[2001:db8::1]:4711"', '2001:0db8::0001'],
  ['2001:db8::1', '2001:db8::ffff'],
  ['fe80::1%eth0', 'fe80::1'],
  ['unknown', '_hidden'],
  ['', 'not an address'],
];

for (const [first, second] of sameClients) {
  t.test(`counts ${first || 'nothing'} and ${second} as one client, and another address as another`, async (t) => {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1, trustedProxies: 1 });
    const statuses: number[] = [];
    for (const address of [first, second, '203.0.113.9', '2001:db8:0:1::1']) {
      const headers = { 'x-forwarded-for': address };
      statuses.push((await server.request({ url: '/healthz', headers })).statusCode);
    }
    t.strictSame(statuses, [200, 429, 200, 200]);
  });
}

t.test('does not count requests outside the operations', async (t) => {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
  for (const url of ['/nope', '/api/%zz/tasks', '/openapi.json', '/nope']) {
    const { statusCode, headers } = await server.request({ url });
    t.not(statusCode, 429, url);
    t.notOk(headers['ratelimit-limit'], url);
  }
});

t.test('keeps the wait below a minute when the clock is set back', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const { now } = Date;
  t.teardown(() => (Date.now = now));
  await server.request({ url: '/healthz' });
  Date.now = () => now() - 3_600_000;
  const { statusCode, headers } = await server.request({ url: '/healthz' });
  t.equal(statusCode, 200);
  t.equal(headers['ratelimit-reset'], '60');
});

t.test('logs no error if a client disconnects while its token is verified', async (t) => {
  const bearerAuth = async (): Promise<never> => {
    await setTimeout(300);
    throw new ProblemError('/problems/invalid-token', { headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api"' } });
  };
  const server = await startServerWithoutDatabase(t, { securityHandlers: { bearerAuth } });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  const socket = connect(Number(new URL(server.app.listeningOrigin).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(`GET ${tasks} HTTP/1.1\r\nHost: a\r\n\r\n`);
  await setTimeout(100);
  socket.resetAndDestroy();
  await setTimeout(500);
  t.strictSame(
    server.log.filter((line) => /"level":[56]0/.test(line)),
    [],
  );
});
