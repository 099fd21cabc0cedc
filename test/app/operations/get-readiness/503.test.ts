import { sql } from 'kysely';
import t from 'tap';
import { createTestDatabase } from '../../../../scripts/test-run/database.ts';
import { matchProblem } from '../../../support/problems.ts';
import { startServer, startServerOn, startServerWithoutDatabase } from '../../../support/server.ts';

const internals = /ENOENT|nonexistent|PGSQL|5432|postgres|kysely|select|relation/i;

t.test('the database is away', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: '/readyz' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  t.notMatch(response.body, internals);
});

t.test('the database is empty', async (t) => {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  const server = await startServerOn(t, database);
  const response = await server.request({ url: '/readyz' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  t.notMatch(response.body, internals);
});

t.test('a migration has not run yet', async (t) => {
  const server = await startServer(t);
  await sql`delete from kysely_migration`.execute(server.db);
  matchProblem(t, await server.request({ url: '/readyz' }), 503, '/problems/service-unavailable');
});

t.test('no key that tokens are signed with could ever be had', async (t) => {
  let canVerify = false;
  const server = await startServer(t, { canVerifyTokens: async () => canVerify });
  const response = await server.request({ url: '/readyz' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.json(), { detail: 'The keys that tokens are signed with cannot be had.' });
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  canVerify = true;
  t.equal((await server.request({ url: '/readyz' })).statusCode, 200);
});
