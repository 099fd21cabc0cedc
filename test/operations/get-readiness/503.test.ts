import { sql } from 'kysely';
import { pino } from 'pino';
import t from 'tap';
import { buildApp } from '../../../src/app.ts';
import { missingToken } from '../../../src/auth/refusal.ts';
import { recordInjection } from '../../support/coverage/record-injection.ts';
import { createTestDatabase } from '../../support/database.ts';
import { matchProblem, startServer, startServerWithoutDatabase, testOptions } from '../../support/server.ts';

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
  t.teardown(() => database.drop());
  const bearerAuth = () => {
    throw missingToken();
  };
  const logger = pino({ level: 'silent' });
  const app = await buildApp({ db: database.db, securityHandlers: { bearerAuth }, logger, ...testOptions });
  t.teardown(() => app.close());
  const response = await recordInjection(app, { url: '/readyz' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  t.notMatch(response.body, internals);
});

t.test('a migration has not run yet', async (t) => {
  const server = await startServer(t);
  await sql`delete from kysely_migration`.execute(server.db);
  matchProblem(t, await server.request({ url: '/readyz' }), 503, '/problems/service-unavailable');
});
