import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { openDatabase, servingQueryTimeoutMs, type Database } from '../../src/database/connection.ts';
import { findTask, insertTask } from '../../src/tasks/repository.ts';
import { createTestDatabase } from '../support/database.ts';

interface Prepared {
  readonly name: string;
  readonly statement: string;
  readonly runs: number;
}

/** A database whose queries all use one connection. */
async function oneConnection(t: Test): Promise<Database> {
  const { address, drop } = await createTestDatabase();
  const db = openDatabase({
    address,
    poolSize: 1,
    queryTimeoutMs: servingQueryTimeoutMs,
    onConnectionLost: () => undefined,
  });
  t.teardown(async () => {
    await db.destroy();
    await drop();
  });
  return db;
}

/** Asked without a parameter, and so not prepared itself. */
async function prepared(db: Database): Promise<readonly Prepared[]> {
  const { rows } = await sql<Prepared>`
    select name, statement, generic_plans + custom_plans as runs from pg_prepared_statements order by prepare_time`.execute(
    db,
  );
  return rows;
}

t.test('a statement is prepared once, however often and with whatever values it runs', async (t) => {
  const db = await oneConnection(t);
  const alice = { userId: 'alice', email: null };
  const { id } = await insertTask(db, alice, { title: 'Buy milk' });
  for (let run = 0; run < 20; run += 1) await findTask(db, 'alice', id + run);
  const statements = await prepared(db);
  t.equal(statements.length, 2);
  t.match(statements[1], { statement: /^select .* from "tasks"/, runs: 20 });
});

t.test('names are made of the text, within what Postgres keeps of one', async (t) => {
  const text = async (): Promise<readonly Prepared[]> => {
    const db = await oneConnection(t);
    await findTask(db, 'alice', 1);
    await findTask(db, 'bob', 2);
    return prepared(db);
  };
  const [one] = await text();
  const [other] = await text();
  t.match(one?.name, /^[\w-]{32}$/);
  t.equal(one?.name, other?.name, 'the same text has the same name on every connection');
});

t.test('texts that begin alike do not share a statement', async (t) => {
  const db = await oneConnection(t);
  const long = 'x'.repeat(1000);
  const { rows: ones } = await sql<{ n: number }>`select ${1}::int as n /* ${sql.raw(long)} 1 */`.execute(db);
  const { rows: twos } = await sql<{ n: number }>`select ${1}::int + 1 as n /* ${sql.raw(long)} 2 */`.execute(db);
  t.strictSame([ones[0]?.n, twos[0]?.n], [1, 2]);
  t.equal((await prepared(db)).length, 2);
});

t.test('what has no parameters is not prepared', async (t) => {
  const db = await oneConnection(t);
  await sql`select 1`.execute(db);
  await db.transaction().execute(async (transaction) => {
    await sql`create temporary table nothing (n int)`.execute(transaction);
  });
  t.strictSame(await prepared(db), []);
});

t.test('a statement that fails can be run again', async (t) => {
  const db = await oneConnection(t);
  const divide = (by: number) => sql<{ n: number }>`select 6 / ${by}::int as n`.execute(db);
  await t.rejects(divide(0), { code: '22012' });
  t.strictSame((await divide(2)).rows, [{ n: 3 }]);
  t.equal((await prepared(db)).length, 1);
});

t.test('statements outlive a migration that adds a column', async (t) => {
  const db = await oneConnection(t);
  const { id } = await insertTask(db, { userId: 'alice', email: null }, { title: 'Buy milk' });
  const before = await findTask(db, 'alice', id);
  await sql`alter table tasks add column colour text`.execute(db);
  t.strictSame(await findTask(db, 'alice', id), before);
});

t.test('a transaction is one connection, and is given back', async (t) => {
  const db = await oneConnection(t);
  for (const fails of [false, true, false]) {
    const run = db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('users')
        .values({ id: `user-${String(fails)}` })
        .onConflict((c) => c.doNothing())
        .execute();
      if (fails) throw new Error('rolled back');
    });
    await (fails ? t.rejects(run, { message: 'rolled back' }) : t.resolves(run));
  }
  t.strictSame(await db.selectFrom('users').select('id').execute(), [{ id: 'user-false' }]);
});
