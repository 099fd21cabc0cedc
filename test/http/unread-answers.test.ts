/** Clients that send requests and do not read the answers. */
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { maxTotalUnreadBytes, stalledTimeoutMs } from '../../src/http/limits.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';
import { startServerOn, startServerWithoutDatabase, tokenOf } from '../support/server.ts';

const list =
  'GET /api/alice/tasks?limit=100 HTTP/1.1\r\nHost: a\r\n' + `Authorization: Bearer ${tokenOf('alice')}\r\n\r\n`;

/** A database that counts the statements that have been sent to it. */
async function countingDatabase(test: TestDatabase) {
  let count = 0;
  const { pool } = test;
  const counting: TestDatabase['pool'] = {
    read: (statement, values) => ((count += 1), pool.read(statement, values)),
    write: (statement, values) => ((count += 1), pool.write(statement, values)),
    search: (statement, values) => ((count += 1), pool.search(statement, values)),
    close: () => pool.close(),
  };
  return { database: { db: test.db, pool: counting }, count: () => count };
}

/** Stores 100 tasks with the longest texts: a list of about 300 kB. */
async function fill({ db }: TestDatabase): Promise<void> {
  await db.insertInto('users').values({ id: 'alice' }).execute();
  const task = { user_id: 'alice', title: 'ü'.repeat(200), description: 'ü'.repeat(1000) };
  await db
    .insertInto('tasks')
    .values(Array.from({ length: 100 }, () => task))
    .execute();
}

t.test('a client that reads nothing gets few answers made, and loses its connection', async (t) => {
  const test = await createTestDatabase();
  t.teardown(test.drop);
  await fill(test);
  const { database, count } = await countingDatabase(test);
  const { app } = await startServerOn(t, database);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const closed = Array.from({ length: 20 }, () => {
    const socket = connect(Number(port), '127.0.0.1').pause();
    socket.on('error', () => undefined);
    socket.write(list.repeat(45));
    t.teardown(() => void socket.destroy());
  });
  await setTimeout(10_000);
  t.ok(count() < closed.length * 45 * 0.9, `${count()} of ${closed.length * 45} lists were read`);
  const startedAt = performance.now();
  const open = (): Promise<number> =>
    new Promise((resolve, reject) =>
      app.server.getConnections((error, value) => (error ? reject(error) : resolve(value))),
    );
  while ((await open()) > 0) {
    await setTimeout(100);
    if (performance.now() - startedAt > 180_000) break;
  }
  t.equal(await open(), 0, 'every connection is closed');
});

t.test('all clients together leave a limited number of bytes unread', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const open = new Set<Socket>();
  let accepted = 0;
  app.server.on('connection', (socket: Socket) => {
    accepted += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  // The largest answer, of two million bytes. It needs no database.
  const large = 'GET /docs/redoc.standalone.js HTTP/1.1\r\nHost: a\r\n\r\n';
  const clientCount = 60;
  for (let count = 0; count < clientCount; count += 1) {
    const socket = connect(Number(port), '127.0.0.1').pause();
    socket.on('error', () => undefined);
    socket.write(large.repeat(8));
    t.teardown(() => void socket.destroy());
  }
  const startedAt = performance.now();
  while (accepted < clientCount || open.size === clientCount) await setTimeout(50);
  const unread = (): number => [...open].reduce((sum, { writableLength }) => sum + writableLength, 0);
  while (unread() > maxTotalUnreadBytes) await setTimeout(50);
  t.ok(performance.now() - startedAt < stalledTimeoutMs, 'none is closed because it is stalled');
  t.ok(open.size > 0, `${open.size} of ${clientCount} connections are left, with ${unread()} bytes`);
  const reader = connect(Number(port), '127.0.0.1');
  reader.write(large.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'));
  t.match(await text(reader), /^HTTP\/1\.1 200 /, 'a client that reads is served');
});

t.test('a client that reads late gets every answer, in order', async (t) => {
  const test = await createTestDatabase();
  t.teardown(test.drop);
  await fill(test);
  const { app } = await startServerOn(t, test);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const socket = connect(Number(port), '127.0.0.1').pause();
  const missing = list.replace('tasks?limit=100', 'tasks/1234567');
  socket.write(`${list.repeat(20)}${missing}${list.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')}`);
  await setTimeout(3_000);
  const statuses = [...(await text(socket)).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  t.same(statuses, [...Array.from({ length: 20 }, () => 200), 404, 200]);
});

t.test(
  'a client that sends very many requests at once gets answers to the first ones, and Connection: close',
  async (t) => {
    const test = await createTestDatabase();
    t.teardown(test.drop);
    const { app } = await startServerOn(t, test);
    const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(list.repeat(300));
    const answers = (await text(socket)).split('HTTP/1.1 ').slice(1);
    t.ok(answers.length >= 100 && answers.length < 300, `${answers.length} answers`);
    for (const answer of answers) t.match(answer, /^200 OK/);
    t.match(answers.at(-1), /connection: close/i);
  },
);
