import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { openDatabase, servingQueryTimeoutMs, type Database } from '../../src/database/connection.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { createTestDatabase, type TestPostgres } from '../support/database.ts';

interface Proxy {
  readonly port: number;
  /** Ends the connection with the next bytes that are sent through it. */
  cut(how: 'destroy' | 'resetAndDestroy'): void;
}

/** The network between a server and its Postgres. */
async function startProxy(t: Test, { host, port }: TestPostgres): Promise<Proxy> {
  let cut: 'destroy' | 'resetAndDestroy' | undefined;
  const server = createServer((socket) => {
    const postgres = connect(`${host}/.s.PGSQL.${port}`);
    postgres.pipe(socket);
    socket.on('data', (bytes) => {
      if (cut === undefined) {
        postgres.write(bytes);
        return;
      }
      socket[cut]();
      cut = undefined;
    });
    for (const side of [socket, postgres]) side.on('error', () => undefined);
    socket.on('close', () => postgres.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    port: address.port,
    cut(how) {
      cut = how;
    },
  };
}

interface Opened {
  /** Of one connection, through the proxy. */
  readonly pool: Database;
  readonly proxy: Proxy;
  /** Directly, for the test's own questions. */
  readonly db: Database;
}

async function open(t: Test): Promise<Opened> {
  const { address, db, drop } = await createTestDatabase();
  const proxy = await startProxy(t, address);
  const through = { ...address, host: '127.0.0.1', port: proxy.port };
  const pool = openDatabase({
    address: through,
    poolSize: 1,
    queryTimeoutMs: servingQueryTimeoutMs,
    onConnectionLost: () => undefined,
  });
  // Dropping first ends what still runs.
  t.teardown(async () => {
    await drop();
    await pool.destroy();
  });
  return { pool, proxy, db };
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function select(db: Database, value: number): Promise<unknown> {
  return sql<{ n: number }>`select ${value}::int as n`.execute(db).then(({ rows }) => rows[0]?.n);
}

// An uncaught error fails these tests by itself: in the server it would end the process.
for (const how of ['destroy', 'resetAndDestroy'] as const) {
  t.test(`a connection that breaks under a query fails that query alone: ${how}`, async (t) => {
    const { pool, proxy } = await open(t);
    t.equal(await select(pool, 1), 1);
    proxy.cut(how);
    t.match(databaseProblem(await failureOf(select(pool, 2)))?.answer, { status: 503 });
    t.equal(await select(pool, 3), 3);
  });
}

t.test('a connection that is killed within a transaction fails that transaction alone', async (t) => {
  const { pool, db } = await open(t);
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(pool);
  const work = pool.transaction().execute(async (transaction) => {
    await select(transaction, 1);
    await sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`.execute(db);
    await select(transaction, 2);
  });
  t.match(databaseProblem(await failureOf(work))?.answer, { status: 503 });
  t.equal(await select(pool, 3), 3);
});

t.test('a statement that takes too long is a 503, and the next one does not wait for it', async (t) => {
  const { pool } = await open(t);
  t.match(databaseProblem(await failureOf(sql`select pg_sleep(${3600})`.execute(pool)))?.answer, { status: 503 });
  t.equal(await select(pool, 1), 1);
});
