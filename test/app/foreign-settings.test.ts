import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { migrate } from '../../src/database/migrator.ts';
import { openPool } from '../../src/database/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';
import { startServerOn, type TestRequest, type TestServer } from '../support/server.ts';

/** Settings that the role or the database may have for other programs. Together, so that the test is short. */
const settings = {
  search_path: 'elsewhere',
  DateStyle: 'SQL, DMY',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kathmandu',
  bytea_output: 'escape',
  extra_float_digits: '-15',
  lc_messages: 'C',
  statement_timeout: '1min',
  lock_timeout: '1min',
  idle_in_transaction_session_timeout: '1min',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  standard_conforming_strings: 'off',
  row_security: 'off',
  transform_null_equals: 'on',
  client_encoding: 'LATIN1',
  client_min_messages: 'debug1',
};

/** Uses every operation that writes or reads, with texts and times that settings could change. */
async function useTasks(t: Test, server: TestServer): Promise<void> {
  const request = (options: TestRequest) => server.request(options);
  const title = 'Ärger 買 \\ \' "';
  const url = '/api/alice/tasks';
  const payload = { title, due_date: '2026-02-01T18:00:00.123456+05:45' };
  const created = await request({ as: 'alice', method: 'POST', url, payload });
  t.match(created.json(), { title, due_date: '2026-02-01T12:15:00.123456Z', description: null });
  const location = String(created.headers.location);
  t.match((await request({ as: 'alice', url: location })).json(), created.json());
  for (const query of ['?sort=created', '?sort=due_date&q=%C3%A4rger', '?sort=title&status=pending']) {
    t.match((await request({ as: 'alice', url: `${url}${query}` })).json(), [{ title }], query);
  }
  const changed = await request({ as: 'alice', method: 'PUT', url: location, payload: { title: 'b' } });
  t.match(changed.json(), { title: 'b' });
  t.match((await request({ as: 'alice', method: 'PATCH', url: `${location}/complete` })).json(), { completed: true });
  t.equal((await request({ as: 'alice', method: 'DELETE', url: location })).statusCode, 204);
  t.match(await request({ url: '/readyz' }), { statusCode: 200 });
}

function openSchema(t: Test, { address }: TestDatabase, schema: string): ReturnType<typeof openPool> {
  const pool = openPool({ address, schema, connections: 4, onConnectionLost: (error) => t.error(error) });
  t.teardown(pool.close);
  return pool;
}

const owners = {
  role: ({ address }: TestDatabase) => sql`role ${sql.id(address.user)} in database ${sql.id(address.database)}`,
  database: ({ address }: TestDatabase) => sql`database ${sql.id(address.database)}`,
};

for (const [name, owner] of Object.entries(owners)) {
  t.test(`settings of the ${name} change neither migrations nor answers`, async (t) => {
    const database = await createTestDatabase({ migrated: false });
    t.teardown(database.drop);
    await sql`create schema elsewhere`.execute(database.db);
    for (const [setting, value] of Object.entries(settings)) {
      const assigned = setting === 'DateStyle' ? sql`SQL, DMY` : sql`${sql.lit(value)}`;
      await sql`alter ${owner(database)} set ${sql.id(setting)} = ${assigned}`.execute(database.db);
    }
    await migrate(database.address, 'up');
    await useTasks(t, await startServerOn(t, database));
  });
}

t.test('two schemas of one database are served at once, and share nothing', async (t) => {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  const servers: TestServer[] = [];
  for (const schema of ['first', 'second']) {
    await migrate(database.address, 'up', schema);
    servers.push(await startServerOn(t, { db: database.db, pool: openSchema(t, database, schema) }));
  }
  const [first, second] = servers;
  if (!first || !second) throw new Error('Two servers were started.');
  await useTasks(t, second);
  await first.request({ as: 'alice', method: 'POST', url: '/api/alice/tasks', payload: { title: 'of the first' } });
  t.strictSame((await second.request({ as: 'alice', url: '/api/alice/tasks' })).json(), []);
  await migrate(database.address, 'down', 'first');
  t.match(await first.request({ url: '/readyz' }), { statusCode: 503 });
  await useTasks(t, second);
});

for (const isolation of ['repeatable read', 'serializable']) {
  t.test(`two servers write the same tasks at once in a database whose default is ${isolation}`, async (t) => {
    const database = await createTestDatabase();
    t.teardown(database.drop);
    await sql`alter ${owners.database(database)} set default_transaction_isolation = ${sql.lit(isolation)}`.execute(
      database.db,
    );
    const pools = [openSchema(t, database, 'public'), openSchema(t, database, 'public')];
    const servers = await Promise.all(pools.map((pool) => startServerOn(t, { db: database.db, pool })));
    /** Sends a request to each server, many times, all at once. @returns the statuses that came */
    const storm = async (request: TestRequest): Promise<number[]> => {
      const requests = Array.from({ length: 15 }, () => servers.map((server) => server.request(request))).flat();
      return [...new Set((await Promise.all(requests)).map(({ statusCode }) => statusCode))];
    };
    const url = '/api/alice/tasks';
    t.strictSame(await storm({ as: 'alice', method: 'POST', url, payload: { title: 'a' } }), [201], 'a new user');
    const { rows } = await sql<{ id: string }>`select id from tasks order by id`.execute(database.db);
    t.equal(rows.length, 30);
    const task = `${url}/${rows[0]?.id}`;
    const [toggles, updates, reads] = await Promise.all([
      storm({ as: 'alice', method: 'PATCH', url: `${task}/complete` }),
      storm({ as: 'alice', method: 'PUT', url: task, payload: { title: 'b' } }),
      storm({ as: 'alice', url: `${url}?q=a` }),
    ]);
    t.strictSame([toggles, updates, reads], [[200], [200], [200]]);
    const [server] = servers;
    t.match((await server?.request({ as: 'alice', url: task }))?.json(), { title: 'b', completed: false });
  });
}

t.test('a role or database that is read-only is named by readiness', async (t) => {
  const database = await createTestDatabase();
  t.teardown(database.drop);
  await sql`alter ${owners.role(database)} set default_transaction_read_only = on`.execute(database.db);
  const server = await startServerOn(t, database);
  t.match(await server.request({ url: '/readyz' }), { statusCode: 503, body: /read-only/ });
});
