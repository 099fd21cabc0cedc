/** Who waits for whom in the pool. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { integer } from '../../src/database/decoders.ts';
import { databaseProblem, OverloadedError } from '../../src/database/errors.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement } from '../../src/database/statement.ts';
import { databaseWithinMs } from '../../src/values/time-limits.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';
import { failureOf, sleep } from './pool-support.ts';

// Most of these tests wait.
t.jobs = 4;

const one = statement((db) => db.selectNoFrom(sql<number>`1`.as('n')), { n: integer });

async function open(t: Test, connections: number): Promise<TestDatabase & { readonly opened: Database }> {
  const database = await createTestDatabase();
  const opened = openPool({ address: database.address, connections, onConnectionLost: () => undefined });
  t.teardown(async () => {
    await opened.close();
    await database.drop();
  });
  return { ...database, opened };
}

/** Statements that sleep in Postgres now. */
async function sleeping({ db }: TestDatabase): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'
  `.execute(db);
  return rows.length;
}

t.test('users take turns, whatever the number of their statements', async (t) => {
  const { opened } = await open(t, 2);
  const order: string[] = [];
  const write = async (userId: string): Promise<void> => {
    await opened.write(sleep, { seconds: 0.02, userId });
    order.push(userId);
  };
  await Promise.all(['alice', 'alice', 'alice', 'alice', 'bob', 'bob', 'carol'].map(write));
  t.strictSame(order, ['alice', 'alice', 'bob', 'carol', 'alice', 'bob', 'alice']);
});

t.test('one search of a user runs at a time, and the number of those that wait is limited', async (t) => {
  const database = await open(t, 10);
  const { opened } = database;
  const searches = Array.from({ length: 55 }, () =>
    opened.search(sleep, { seconds: 0.02, userId: 'alice' }).then(
      () => 'answered',
      (error: unknown) => error,
    ),
  );
  await setTimeout(200);
  t.ok((await sleeping(database)) <= 1);
  t.strictSame(await opened.search(one, { userId: 'bob' }), [{ n: 1 }]);
  const results = await Promise.all(searches);
  t.equal(results.filter((result) => result === 'answered').length, 51);
  t.equal(results.filter((result) => result instanceof OverloadedError).length, 4);
});

t.test('an overdue search is cancelled, and those behind it are answered by their own deadline', async (t) => {
  const database = await open(t, 10);
  const { opened } = database;
  const started = performance.now();
  const failures = await Promise.all(
    Array.from({ length: 3 }, () => failureOf(opened.search(sleep, { seconds: 60, userId: 'alice' }))),
  );
  for (const failure of failures) t.match(databaseProblem(failure)?.answer, { status: 503 });
  t.ok(performance.now() - started < databaseWithinMs + 500);
  await setTimeout(500);
  t.equal(await sleeping(database), 0, 'nothing runs on');
  t.strictSame(await opened.search(one, { userId: 'alice' }), [{ n: 1 }]);
});

for (const connections of [1, 2, 3, 4, 10]) {
  t.test(`a pool of ${connections} recovers from a lock, stores nothing late, and stays in its size`, async (t) => {
    const { address, db, opened, pool } = await open(t, connections);
    await pool.close();
    await sql`insert into users (id, email) values ('alice', 'before')`.execute(db);
    const change = statement(
      (builder) =>
        builder
          .updateTable('users')
          .set({ email: 'after' })
          .where('id', '=', 'alice')
          .returning(sql<number>`1`.as('n')),
      { n: integer },
    );
    await db.transaction().execute(async (transaction) => {
      await sql`select from users where id = 'alice' for update`.execute(transaction);
      const writes = Array.from({ length: 3 }, () => failureOf(opened.write(change, { userId: 'alice' })));
      if (connections > 2) {
        await setTimeout(500);
        t.strictSame(await opened.read(one, {}), [{ n: 1 }], 'reads go on');
        t.strictSame(await opened.write(one, { userId: 'bob' }), [{ n: 1 }], "and another user's writes");
      }
      for (const failure of await Promise.all(writes)) t.match(databaseProblem(failure)?.answer, { status: 503 });
      // A pool of one cannot cancel a single statement. It says that it may be stored, and cancels after the answer.
      await setTimeout(500);
    });
    await setTimeout(300);
    t.match(await db.selectFrom('users').select('email').execute(), [{ email: 'before' }]);
    t.strictSame(await opened.write(change, { userId: 'alice' }), [{ n: 1 }]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int - 1 as n from pg_stat_activity where datname = ${address.database}
    `.execute(db);
    t.ok((rows[0]?.n ?? Infinity) <= connections, `${rows[0]?.n} connections`);
  });
}
