import { once } from 'node:events';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement } from '../../src/database/statement.ts';
import { createTestDatabase, nowhere, type TestDatabase } from '../../scripts/test-run/database.ts';

interface Opened extends TestDatabase {
  /** Of the test's own. */
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

const echo = statement<{ readonly value: string | null }>((db, value) =>
  db.selectNoFrom(sql`${value('value')}::text`.as('value')),
);
const divide = statement<{ readonly by: number }>((db, value) => db.selectNoFrom(sql`6 / ${value('by')}::int`.as('n')));
const sleep = statement<{ readonly seconds: number }>((db, value) =>
  db.selectNoFrom(sql`pg_sleep(${value('seconds')}::float)::text`.as('slept')),
);
const clock = statement((db) => db.selectNoFrom(sql`(extract(epoch from clock_timestamp()) * 1000)::text`.as('ms')));
const backend = statement((db) => db.selectNoFrom(sql`pg_backend_pid()`.as('pid')));
const connected = statement((db) =>
  db.selectNoFrom(sql`(select count(*) from pg_stat_activity where datname = current_database())`.as('n')),
);

t.test('a value arrives as it was sent', async (t) => {
  const { opened } = await open(t, 1);
  for (const value of [null, '', ' ', 'ü🥛', '\\', "'", '$1', '\n\t\r', 'x'.repeat(100_000), '\u{10FFFF}\u0001']) {
    t.strictSame(await opened.read(echo, { value }), [[value]]);
  }
});

t.test('many at once each have their own answer, whatever happens to the others', async (t) => {
  const { opened } = await open(t, 4);
  const results = await Promise.allSettled(
    Array.from({ length: 300 }, (_, index) =>
      index % 3 === 0
        ? (index % 2 === 0 ? opened.read : opened.run)(divide, { by: 0 })
        : opened.read(echo, { value: String(index) }),
    ),
  );
  for (const [index, result] of results.entries()) {
    if (index % 3 === 0) t.match(result, { status: 'rejected', reason: { code: '22012' } });
    else t.strictSame(result, { status: 'fulfilled', value: [[String(index)]] });
  }
  t.strictSame(await opened.read(divide, { by: 2 }), [['3']], 'and what failed can be run again');
});

t.test('a database that is far need not wait for the whole of a turn', async (t) => {
  const { opened } = await open(t, 1);
  await opened.read(sleep, { seconds: 0.01 });
  const answers = Array.from({ length: 20 }, () => opened.read(clock, {}));
  // Long enough for Postgres on any machine.
  const turnMs = 2_000;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, turnMs);
  const turnEnded = Date.now();
  const times = (await Promise.all(answers)).map(([row]) => Number(row?.[0]));
  t.equal(
    times.filter((time) => time < turnEnded).length,
    16,
    'two pieces of eight are executed while the turn goes on',
  );
  t.equal(times.filter((time) => time >= turnEnded).length, 4, 'and the rest after it');
});

t.test('a write is committed before it is told of', async (t) => {
  const { opened, db } = await open(t, 2);
  const insert = statement<{ readonly id: string }>((builder, value) =>
    builder.insertInto('users').values({ id: value('id') }),
  );
  await Promise.all(['a', 'b', 'c'].map((id) => opened.run(insert, { id })));
  t.strictSame(await db.selectFrom('users').select('id').orderBy('id').execute(), [
    { id: 'a' },
    { id: 'b' },
    { id: 'c' },
  ]);
  await t.rejects(opened.run(insert, { id: 'a' }), { code: '23505' });
});

t.test('nothing is connected before the first statement, and never more than there may be', async (t) => {
  for (const connections of [1, 2, 5]) {
    const { opened, pool } = await open(t, connections);
    t.strictSame(await pool.read(connected, {}), [['1']]);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => (index % 2 ? opened.run : opened.read)(sleep, { seconds: 0.01 })),
    );
    t.strictSame(await pool.read(connected, {}), [[String(connections + 1)]]);
  }
});

t.test('a long statement keeps no read waiting', async (t) => {
  const { opened } = await open(t, 4);
  const long = opened.run(sleep, { seconds: 0.5 });
  let isOver = false;
  void long.then(() => (isOver = true));
  for (const read of Array.from({ length: 20 }, (_, index) => String(index))) await opened.read(echo, { value: read });
  await opened.run(echo, { value: 'and no other write' });
  t.notOk(isOver);
  await long;
});

t.test('a connection that is killed is told of, and the next statement has another', async (t) => {
  const { opened, db, lost } = await open(t, 1);
  const [[pid] = []] = await opened.read(backend, {});
  await sql`select pg_terminate_backend(${pid}::int, 5000)`.execute(db);
  const failure = await opened.read(backend, {}).catch((error: unknown) => error);
  if (failure instanceof Error) t.match(databaseProblem(failure)?.answer, { status: 503 });
  const [[next] = []] = await opened.read(backend, {});
  t.not(next, pid);
  t.match(databaseProblem(lost[0])?.answer, { status: 503 });
});

t.test('a server that cannot be reached is a 503', async (t) => {
  const addresses: Record<string, DatabaseAddress> = {
    'no socket': nowhere,
    'a closed port': { ...nowhere, host: '127.0.0.1', port: 1 },
    'a closed port of a name': { ...nowhere, host: 'localhost', port: 1 },
    'a name that there is not': { ...nowhere, host: 'nowhere.invalid' },
    'a URL': { connectionString: 'postgres://nobody:swordfish@127.0.0.1:1/nothing' },
  };
  for (const [name, address] of Object.entries(addresses)) {
    const database = openPool({ address, connections: 1, onConnectionLost: () => undefined });
    for (const time of ['first', 'again']) {
      const error = await database.read(backend, {}).catch((reason: unknown) => reason);
      t.match(databaseProblem(error)?.answer, { status: 503 }, `${name}, ${time}`);
    }
    await database.close();
  }
});

t.test('a server that accepts and says nothing is a 503', async (t) => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  t.teardown(() => silent.close());
  await once(silent, 'listening');
  const bound = silent.address();
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.');
  const address = { ...nowhere, host: '127.0.0.1', port: bound.port };
  const database = openPool({ address, connections: 1, onConnectionLost: () => undefined });
  const error = await database.read(backend, {}).catch((reason: unknown) => reason);
  t.match(databaseProblem(error)?.answer, { status: 503 });
  await database.close();
});

t.test('who comes when too many wait is told so at once', async (t) => {
  const { opened } = await open(t, 1);
  const waiting = Array.from({ length: 1_000 }, (_, index) => opened.read(echo, { value: String(index) }));
  const error = await opened.read(echo, { value: 'one too many' }).catch((reason: unknown) => reason);
  t.match(databaseProblem(error)?.answer, { status: 503 });
  t.equal((await Promise.all(waiting)).length, 1_000);
  t.strictSame(await opened.read(echo, { value: 'later' }), [['later']]);
});

t.test('closing waits for what is under way, and nothing runs after it', async (t) => {
  const { address, drop } = await createTestDatabase();
  t.teardown(drop);
  const database = openPool({ address, connections: 2, onConnectionLost: () => undefined });
  await database.read(backend, {});
  const running = database.run(sleep, { seconds: 0.2 });
  const connecting = database.run(echo, { value: 'connects' });
  await database.read(backend, {});
  await database.close();
  t.strictSame(await running, [['']]);
  t.strictSame(await connecting.catch(() => 'refused'), [['connects']]);
  await t.rejects(database.read(backend, {}));
});
