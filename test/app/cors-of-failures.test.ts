import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { allowedOrigin, startServer, startServerWithoutDatabase, type TestServer } from '../support/server.ts';
import { brokenMigrations, brokenTasks } from '../support/tasks.ts';
import { operationsWhere, requestOf } from './operations/requests.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

const requests = operationsWhere(() => true).map((operation) => [operation.id, requestOf(operation)] as const);

/**
 * Asserts that an allowed page can read why its request failed. Without the header its browser reports a CORS error
 * only.
 */
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

t.test('lets pages read a 500', async (t) => {
  const server = await startServer(t);
  for (const statement of [...brokenTasks, ...brokenMigrations]) await sql.raw(statement).execute(server.db);
  for (const request of requests.filter(([id]) => id !== 'getHealth')) await matchBoth(t, server, request, 500);
});

t.test('lets pages read a 429', async (t) => {
  for (const request of requests) {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1 });
    await server.request(request[1]);
    await matchBoth(t, server, request, 429);
  }
});

t.test('lets pages read the refusal of a second Host header', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  const { status, headers } = await exchange(
    `GET /healthz HTTP/1.1\r\nOrigin: ${allowedOrigin}\r\nHost: other.example\r\n${lastHeaders}`,
  );
  t.equal(status, 400);
  t.equal(headers['access-control-allow-origin'], allowedOrigin);
});
