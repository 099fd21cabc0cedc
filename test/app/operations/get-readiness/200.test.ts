import { sql } from 'kysely';
import t from 'tap';
import { startServer } from '../../../support/server.ts';

t.test('needs no token to say that the database is reachable and migrated', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ url: '/readyz' });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.strictSame(response.json(), { status: 'ready' });
});

t.test('is ready on a database that a newer version has migrated', async (t) => {
  const server = await startServer(t);
  await sql`insert into tasks_api_migration (name, timestamp) values ('9999-of-tomorrow', '')`.execute(server.db);
  t.equal((await server.request({ url: '/readyz' })).statusCode, 200);
});
