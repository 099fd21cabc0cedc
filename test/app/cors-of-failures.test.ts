import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { operationRoutes } from '../../generated/operations.ts';
import { allowedOrigin, startServer, startServerWithoutDatabase, type TestServer } from '../support/server.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

const requests = Object.entries(operationRoutes).map(([id, { method, path }]) => {
  const url = path.replace('{user_id}', 'alice').replace('{id}', '1');
  const payload = method === 'POST' || method === 'PUT' ? { title: 'Buy milk' } : undefined;
  return [id, { as: 'alice', method, url, ...(payload ? { payload } : {}) }] as const;
});

/** A page whose request failed has to be told how: without the header its browser would speak of CORS alone. */
async function matchBoth(
  t: Test,
  server: TestServer,
  [id, request]: (typeof requests)[number],
  status: number,
): Promise<void> {
  for (const origin of [allowedOrigin, undefined]) {
    const response = await server.request({ ...request, headers: { origin: origin ?? 'https://evil.example' } });
    t.equal(response.statusCode, status, id);
    t.equal(response.headers['access-control-allow-origin'], origin, id);
  }
}

t.test('a server that fails', async (t) => {
  const server = await startServer(t);
  await sql`drop table tasks`.execute(server.db);
  await sql`alter table kysely_migration rename column name to other`.execute(server.db);
  for (const request of requests.filter(([id]) => id !== 'getHealth')) await matchBoth(t, server, request, 500);
});

t.test('a request that is one too many', async (t) => {
  for (const request of requests) {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
    await server.request(request[1]);
    await matchBoth(t, server, request, 429);
  }
});

t.test('what names no operation', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  const { status, headers } = await exchange(
    `GET /healthz HTTP/1.1\r\nOrigin: ${allowedOrigin}\r\nHost: other.example\r\n${lastHeaders}`,
  );
  t.equal(status, 400);
  t.equal(headers['access-control-allow-origin'], allowedOrigin);
});
