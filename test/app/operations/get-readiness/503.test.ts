/** 503.test.ts of the folder above tests a database that cannot be reached. */
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { createTestDatabase } from '../../../../scripts/test-run/database.ts';
import { authenticator } from '../../../auth/requests.ts';
import { createSigningKey, startJwksServer } from '../../../support/jwks-server.ts';
import { matchProblem } from '../../../support/problems.ts';
import { startServer, startServerOn, type TestServer } from '../../../support/server.ts';

async function matchNotReady(t: Test, server: TestServer, detail: string): Promise<void> {
  const response = await server.request({ url: '/readyz' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.equal(response.json<Record<string, unknown>>()['detail'], detail);
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
}

t.test('is not ready on an empty database', async (t) => {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  await matchNotReady(t, await startServerOn(t, database), 'The database is not migrated.');
});

t.test('is not ready before the last migration', async (t) => {
  const server = await startServer(t);
  await sql`delete from tasks_api_migration`.execute(server.db);
  await matchNotReady(t, server, 'The database is not migrated.');
});

/** Changes of the schema that no migration has made. */
const changes: Readonly<Record<string, string>> = {
  'a column that is renamed': 'alter table tasks rename due_date to due',
  'a column that is dropped': 'alter table users drop email',
  'a table that is renamed': 'alter table tasks rename to jobs',
};

for (const [name, change] of Object.entries(changes)) {
  t.test(`is not ready without ${name}`, async (t) => {
    const server = await startServer(t);
    t.equal((await server.request({ url: '/readyz' })).statusCode, 200);
    await sql.raw(change).execute(server.db);
    await matchNotReady(t, server, 'The database is without the columns that the server needs.');
  });
}

t.test('is not ready until it has had a key to verify tokens', async (t) => {
  const jwks = await startJwksServer([]);
  t.teardown(() => jwks.stop());
  const times = { cooldown: 0 };
  const { findKeyFault } = authenticator({ jwks: { url: jwks.url, issuer: 'i', audience: 'a', times } });
  const server = await startServer(t, { findKeyFault });
  await matchNotReady(t, server, 'The JWKS has no key that tokens can be verified with.');
  await jwks.stop();
  await matchNotReady(t, server, 'The keys that tokens are signed with cannot be had.');
  jwks.serve([(await createSigningKey('EdDSA', 'first')).jwk]);
  await jwks.restart();
  t.equal((await server.request({ url: '/readyz' })).statusCode, 200);
});
