import t from 'tap';
import type { Principal } from '../../../src/auth/principal.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';

const request = { as: 'alice', url: '/api/alice/tasks/1' };
const alice: Principal = { userId: 'alice', email: null };

/** Throws null: Fastify would take a falsy error for success. */
function throwNothing(): Principal {
  AbortSignal.abort(null).throwIfAborted();
  return alice;
}

t.test('a security handler that throws a falsy value lets nobody in', async (t) => {
  for (const [name, bearerAuth] of [
    ['throws', throwNothing],
    ['rejects', async () => throwNothing()],
  ] as const) {
    const server = await startServerWithoutDatabase(t, { securityHandlers: { bearerAuth } });
    const { statusCode } = await server.request(request);
    t.equal(statusCode, 500, name);
    t.ok(
      server.log.some((line) => line.includes('The security handler threw something that is not an Error.')),
      name,
    );
  }
});

t.test('a principal may come at once or later', async (t) => {
  for (const [name, bearerAuth] of [
    ['at once', () => alice],
    ['later', async () => alice],
  ] as const) {
    const server = await startServerWithoutDatabase(t, { securityHandlers: { bearerAuth } });
    t.equal((await server.request(request)).statusCode, 503, `${name}: the handler asks the database, which is away`);
    t.equal((await server.request({ ...request, url: '/api/bob/tasks/1' })).statusCode, 403, name);
  }
});

t.test('a refused token counts against the rate limit, which wins over the refusal', async (t) => {
  for (const [name, bearerAuth] of [
    ['throws', throwNothing],
    ['rejects', async () => throwNothing()],
  ] as const) {
    const server = await startServerWithoutDatabase(t, { requestsPerMinute: 1, securityHandlers: { bearerAuth } });
    const statuses = [await server.request(request), await server.request(request)].map(({ statusCode }) => statusCode);
    t.strictSame(statuses, [500, 429], name);
  }
});
