import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { integer, nullable, text } from '../../src/database/decoders.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement, type ValueOf } from '../../src/database/statement.ts';
import { createTestDatabase, nowhere, type TestDatabase } from '../../scripts/test-run/database.ts';
import { failureOf, sleep } from './pool-support.ts';

interface Opened extends TestDatabase {
  /** The pool under test. */
  readonly opened: Database;
  readonly lost: Error[];
}

async function open(t: Test, connections: number): Promise<Opened> {
  const database = await createTestDatabase();
  const lost: Error[] = [];
  const opened = openPool({
    address: database.address,
    connections,
    onConnectionLost: (error) => void lost.push(error),
  });
  t.teardown(async () => {
    await opened.close();
    await database.drop();
  });
  return { ...database, opened, lost };
}

const echo = statement(
  (db, value: ValueOf<{ readonly value: string | null }>) =>
    db.selectNoFrom(sql<string | null>`${value('value')}::text`.as('value')),
  { value: nullable(text) },
);
const divide = statement(
  (db, value: ValueOf<{ readonly by: number }>) => db.selectNoFrom(sql<number>`6 / ${value('by')}::int`.as('n')),
  { n: integer },
);
const clock = statement(
  (db) => db.selectNoFrom(sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`.as('ms')),
  { ms: integer },
);
const backend = statement((db) => db.selectNoFrom(sql<number>`pg_backend_pid()`.as('pid')), { pid: integer });
const connected = statement(
  (db) =>
    db.selectNoFrom(sql<number>`(select count(*) from pg_stat_activity where datname = current_database())`.as('n')),
  { n: integer },
);

async function pidOf(pool: Database): Promise<number> {
  const [row] = await pool.read(backend, {});
  if (!row) throw new Error('Postgres returned no pid.');
  return row.pid;
}

t.test('a value arrives as it was sent', async (t) => {
  const { opened } = await open(t, 1);
  for (const value of [null, '', ' ', 'ü🥛', '\\', "'", '$1', '\n\t\r', 'x'.repeat(100_000), '\u{10FFFF}\u0001']) {
    t.strictSame(await opened.read(echo, { value }), [{ value }]);
  }
});

t.test('concurrent statements each get their own answer, also when others fail', async (t) => {
  const { opened } = await open(t, 4);
  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, index) =>
      index % 3 === 0
        ? (index % 2 === 0 ? opened.read : opened.write)(divide, { by: 0, userId: `user-${index}` })
        : opened.read(echo, { value: String(index) }),
    ),
  );
  for (const [index, result] of results.entries()) {
    if (index % 3 === 0) t.match(result, { status: 'rejected', reason: { code: '22012' } });
    else t.strictSame(result, { status: 'fulfilled', value: [{ value: String(index) }] });
  }
  t.strictSame(await opened.read(divide, { by: 2 }), [{ n: 3 }], 'and a failed statement can run again');
});

t.test('a remote database starts before the turn of the event loop ends', async (t) => {
  const { opened } = await open(t, 1);
  await opened.read(sleep, { seconds: 0.01 });
  const answers = Array.from({ length: 20 }, () => opened.read(clock, {}));
  // Long enough for Postgres on any machine.
  const turnMs = 2_000;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, turnMs);
  const turnEnded = Date.now();
  const times = (await Promise.all(answers)).map(([row]) => row?.ms ?? NaN);
  t.equal(times.filter((time) => time < turnEnded).length, 16, 'two batches of eight run during the turn');
  t.equal(times.filter((time) => time >= turnEnded).length, 4, 'and the rest after it');
});

t.test('a write is committed before its promise resolves', async (t) => {
  const { opened, db } = await open(t, 2);
  const insert = statement(
    (builder, value: ValueOf<{ readonly id: string }>) =>
      builder
        .insertInto('users')
        .values({ id: value('id') })
        .returning('id'),
    { id: text },
  );
  await Promise.all(['a', 'b', 'c'].map((id) => opened.write(insert, { id, userId: id })));
  t.strictSame(await db.selectFrom('users').select('id').orderBy('id').execute(), [
    { id: 'a' },
    { id: 'b' },
    { id: 'c' },
  ]);
  await t.rejects(opened.write(insert, { id: 'a', userId: 'a' }), { code: '23505' });
});

t.test('connects with the first statement, and never opens more connections than allowed', async (t) => {
  for (const connections of [1, 2, 3, 5]) {
    const { opened, pool } = await open(t, connections);
    t.strictSame(await pool.read(connected, {}), [{ n: 1 }]);
    await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        (index % 3 === 0 ? opened.read : index % 3 === 1 ? opened.write : opened.search)(sleep, {
          seconds: 0.01,
          userId: `user-${index}`,
        }),
      ),
    );
    const [{ n } = { n: 0 }] = await pool.read(connected, {});
    // One is the test's own. Writes that wait for locks have one too, and there are none.
    t.ok(n > connections - 1 && n <= connections + 1, `${n} for ${connections}`);
  }
});

t.test('a long search delays neither reads nor writes, nor searches of other users', async (t) => {
  const { opened } = await open(t, 10);
  const long = opened.search(sleep, { seconds: 1, userId: 'alice' });
  let isOver = false;
  void long.then(() => (isOver = true));
  for (const read of Array.from({ length: 20 }, (_, index) => String(index))) await opened.read(echo, { value: read });
  await opened.write(echo, { value: 'and no write', userId: 'alice' });
  await opened.search(echo, { value: 'and no other search', userId: 'bob' });
  t.notOk(isOver);
  await long;
});

t.test(
  'a killed connection fails its statements with 503 and is reported, and the next statement gets another',
  async (t) => {
    const { opened, db, lost } = await open(t, 1);
    const pid = await pidOf(opened);
    const failure = failureOf(opened.write(sleep, { seconds: 3600, userId: 'alice' }));
    const isRunning = sql`select from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
    while ((await isRunning.execute(db)).rows.length === 0) await setTimeout(1);
    await sql`select pg_terminate_backend(${pid}::int)`.execute(db);
    t.match(databaseProblem(await failure)?.answer, { status: 503 });
    while (lost.length === 0) await setTimeout(1);
    t.match(databaseProblem(lost[0])?.answer, { status: 503 });
    t.not(await pidOf(opened), pid);
    t.equal(lost.length, 1);
  },
);

t.test('a connection that is killed while idle is reported, and fails no statement', async (t) => {
  const { opened, db, lost } = await open(t, 1);
  const pid = await pidOf(opened);
  await sql`select pg_terminate_backend(${pid}::int)`.execute(db);
  while (lost.length === 0) await setTimeout(1);
  t.match(databaseProblem(lost[0])?.answer, { status: 503 });
  t.not(await pidOf(opened), pid);
});

t.test('a column that does not hold its declared type fails its statement alone', async (t) => {
  const { opened } = await open(t, 1);
  const wrong = statement((builder) => builder.selectNoFrom(sql<string>`null::text`.as('value')), { value: text });
  const results = await Promise.allSettled([opened.read(wrong, {}), opened.read(echo, { value: 'x' })]);
  t.match(results, [
    { status: 'rejected', reason: TypeError },
    { status: 'fulfilled', value: [{ value: 'x' }] },
  ]);
});

t.test('a server that cannot be reached is answered with 503', async (t) => {
  const addresses: Record<string, DatabaseAddress> = {
    'no socket': nowhere,
    'a closed port': { ...nowhere, host: '127.0.0.1', port: 1 },
    'a closed port of a name': { ...nowhere, host: 'localhost', port: 1 },
    'a name that does not exist': { ...nowhere, host: 'nowhere.invalid' },
    'a URL': { connectionString: 'postgres://nobody:swordfish@127.0.0.1:1/nothing' },
  };
  for (const [name, address] of Object.entries(addresses)) {
    const database = openPool({ address, connections: 1, onConnectionLost: () => undefined });
    for (const time of ['first', 'again']) {
      t.match(
        databaseProblem(await failureOf(database.read(backend, {})))?.answer,
        { status: 503 },
        `${name}, ${time}`,
      );
    }
    await database.close();
  }
});

t.test('a server that accepts and never replies is answered with 503', async (t) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  t.teardown(() => silent.close());
  await once(silent, 'listening');
  const bound = silent.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  const address = { ...nowhere, host: '127.0.0.1', port: bound.port };
  const database = openPool({ address, connections: 1, onConnectionLost: () => undefined });
  t.match(databaseProblem(await failureOf(database.read(backend, {})))?.answer, { status: 503 });
  await database.close();
});

t.test('a statement is refused at once when too many wait', async (t) => {
  const { opened } = await open(t, 1);
  const waiting = Array.from({ length: 1_000 }, (_, index) => opened.read(echo, { value: String(index) }));
  t.match(databaseProblem(await failureOf(opened.read(echo, { value: 'one too many' })))?.answer, { status: 503 });
  t.equal((await Promise.all(waiting)).length, 1_000);
  t.strictSame(await opened.read(echo, { value: 'later' }), [{ value: 'later' }]);
});

t.test('closing waits for pending statements, and no statement runs after it', async (t) => {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const database = openPool({ address, connections: 2, onConnectionLost: () => undefined });
  await database.read(backend, {});
  const running = database.write(sleep, { seconds: 0.2, userId: 'alice' });
  const connecting = database.write(echo, { value: 'connects', userId: 'bob' });
  await database.read(backend, {});
  await database.close();
  t.strictSame(await running, [{ slept: '' }]);
  t.strictSame(await connecting.catch(() => 'refused'), [{ value: 'connects' }]);
  await t.rejects(database.read(backend, {}));
});
