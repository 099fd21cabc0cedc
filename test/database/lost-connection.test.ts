import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { integer } from '../../src/database/decoders.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { resetStream } from '../../src/database/reset-stream.ts';
import { statement, type ValueOf } from '../../src/database/statement.ts';
import { createTestDatabase, type TestPostgres } from '../../scripts/test-run/database.ts';
import { failureOf, sleep } from './pool-support.ts';

interface Proxy {
  readonly port: number;
  /** Ends the connection when the next bytes are sent through it. */
  cut(how: 'destroy' | 'resetAndDestroy'): void;
}

/** Starts a proxy between a server and its Postgres. */
async function startProxy(t: Test, { host, port }: TestPostgres): Promise<Proxy> {
  let cut: 'destroy' | 'resetAndDestroy' | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const postgres = connect(`${host}/.s.PGSQL.${port}`);
    postgres.pipe(socket);
    socket.on('data', (bytes) => {
      if (cut === undefined) {
        postgres.write(bytes);
        return;
      }
      if (cut === 'destroy') socket.destroy();
      else resetStream(socket);
      cut = undefined;
    });
    for (const side of [socket, postgres]) {
      sockets.add(side);
      side.on('error', () => undefined);
    }
    socket.on('close', () => postgres.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    // A connection that cancels a statement may still be open. It would keep the test's process alive.
    for (const side of sockets) side.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  return {
    port: address.port,
    cut(how) {
      cut = how;
    },
  };
}

async function open(t: Test): Promise<{ readonly pool: Database; readonly proxy: Proxy }> {
  const { address, drop } = await createTestDatabase();
  const proxy = await startProxy(t, address);
  // One connection, through the proxy.
  const pool = openPool({
    address: { ...address, host: '127.0.0.1', port: proxy.port },
    connections: 1,
    onConnectionLost: () => undefined,
  });
  // Dropping the database first ends the statements that still run.
  t.teardown(async () => {
    await drop();
    await pool.close();
  });
  return { pool, proxy };
}

const echo = statement(
  (db, value: ValueOf<{ readonly n: number }>) => db.selectNoFrom(sql<number>`${value('n')}::int`.as('n')),
  { n: integer },
);

// An uncaught error fails these tests. In the server it would end the process.
for (const how of ['destroy', 'resetAndDestroy'] as const) {
  t.test(`reads are sent again when their connection breaks: ${how}`, async (t) => {
    const { pool, proxy } = await open(t);
    t.strictSame(await pool.read(echo, { n: 1 }), [{ n: 1 }]);
    proxy.cut(how);
    const rows = await Promise.all([2, 3, 4].map((n) => pool.read(echo, { n })));
    t.strictSame(rows, [[{ n: 2 }], [{ n: 3 }], [{ n: 4 }]]);
  });

  t.test(`a write whose connection breaks says that it may have been stored: ${how}`, async (t) => {
    const { pool, proxy } = await open(t);
    t.strictSame(await pool.write(echo, { n: 1, userId: 'alice' }), [{ n: 1 }]);
    proxy.cut(how);
    const failure = databaseProblem(await failureOf(pool.write(echo, { n: 2, userId: 'alice' })));
    t.match(failure?.answer, { status: 503, detail: /may or may not have been stored/ });
    t.strictSame(await pool.write(echo, { n: 3, userId: 'alice' }), [{ n: 3 }]);
  });
}

t.test('a statement that takes too long is answered with 503, and the next one does not wait for it', async (t) => {
  const { pool } = await open(t);
  t.match(databaseProblem(await failureOf(pool.write(sleep, { seconds: 3600, userId: 'alice' })))?.answer, {
    status: 503,
  });
  t.strictSame(await pool.read(echo, { n: 1 }), [{ n: 1 }]);
});
