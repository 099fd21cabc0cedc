import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement } from '../../src/database/statement.ts';
import { findTask, insertTask } from '../../src/app/tasks/repository.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';

/** A database whose statements all use one connection. */
async function oneConnection(t: Test): Promise<TestDatabase & { readonly one: Database }> {
  const database = await createTestDatabase();
  const one = openPool({ address: database.address, connections: 1, onConnectionLost: () => undefined });
  t.teardown(async () => {
    await one.close();
    await database.drop();
  });
  return { ...database, one };
}

const preparedOnes = statement((db) =>
  db
    .selectFrom(
      sql<{ name: string; statement: string; runs: string; prepare_time: string }>`
        (select name, statement, generic_plans + custom_plans as runs, prepare_time from pg_prepared_statements)`.as(
        'p',
      ),
    )
    .select(['name', 'statement', 'runs'])
    .orderBy('prepare_time'),
);

/** Name, text and runs of what is prepared, but for this question. */
async function prepared(one: Database) {
  return (await one.read(preparedOnes, {})).filter(([name]) => name !== preparedOnes.name);
}

const half = statement<{ readonly n: number }>((db, value) => db.selectNoFrom(sql`6 / ${value('n')}::int`.as('half')));

t.test('values stand where they are named, however often, beside constants', async (t) => {
  const { one } = await oneConnection(t);
  const all = statement<{ readonly a: string; readonly b: number; readonly c: boolean; readonly d: null }>(
    (db, value) =>
      db.selectNoFrom([
        sql`${value('b')}::int`.as('b'),
        sql`${value('a')}::text`.as('a'),
        sql`${'constant'}::text`.as('constant'),
        sql`${value('b')}::int + ${7}::int`.as('more'),
        sql`${value('c')}::boolean`.as('c'),
        sql`${value('d')}::text`.as('d'),
      ]),
  );
  t.strictSame(await one.read(all, { a: 'x', b: 1, c: true, d: null }), [['1', 'x', 'constant', '8', 't', null]]);
});

t.test('what is no value is refused where it is given', async (t) => {
  const { one } = await oneConnection(t);
  for (const n of [undefined, {}, Symbol('n'), () => 1, 1n]) {
    const values = { n } as unknown as { readonly n: number };
    t.throws(() => half.parameters(values), TypeError);
  }
  t.strictSame(await one.read(half, { n: 3 }), [['2']]);
});

t.test('a statement is prepared once, however often and with whatever values it runs', async (t) => {
  const { one } = await oneConnection(t);
  const { id } = await insertTask(one, { userId: 'alice', email: null }, { title: 'Buy milk' });
  for (let run = 0; run < 20; run += 1) await findTask(one, 'alice', id + run);
  const statements = await prepared(one);
  t.equal(statements.length, 2);
  t.match(statements[1], { 1: /^select [^]* from "tasks"/, 2: '20' });
});

t.test('names are made of the text, within what Postgres keeps of one', async (t) => {
  const one = statement((db) => db.selectFrom('tasks').select('id'));
  const same = statement((db) => db.selectFrom('tasks').select('id'));
  const other = statement((db) => db.selectFrom('tasks').select('title'));
  t.match(one.name, /^[\w-]{32}$/);
  t.equal(one.name, same.name);
  t.not(one.name, other.name);
});

t.test('a statement that fails can be run again', async (t) => {
  const { one } = await oneConnection(t);
  for (const n of [0, 2, 0, 3]) {
    if (n === 0) await t.rejects(one.read(half, { n }), { code: '22012' });
    else t.strictSame(await one.read(half, { n }), [[String(6 / n)]]);
  }
  t.equal((await prepared(one)).length, 1);
});

t.test('a statement that cannot be prepared yet can be later, and takes none with it that follow it', async (t) => {
  const { one, db } = await oneConnection(t);
  const colours = statement((builder) => builder.selectFrom(sql`colours`.as('c')).select(sql`count(*)`.as('n')));
  const early = await Promise.allSettled([one.read(colours, {}), one.read(colours, {}), one.read(half, { n: 1 })]);
  t.match(early, [
    { status: 'rejected', reason: { code: '42P01' } },
    { status: 'rejected', reason: { code: '42P01' } },
    { status: 'fulfilled', value: [['6']] },
  ]);
  await sql`create table colours (name text)`.execute(db);
  t.strictSame(await one.read(colours, {}), [['0']]);
});

t.test('a connection that has forgotten a statement, as a pooler may give another, is told it again', async (t) => {
  const { one } = await oneConnection(t);
  t.strictSame(await one.read(half, { n: 1 }), [['6']]);
  await one.read(
    statement((db) => db.selectNoFrom(sql`1`.as('n'))),
    {},
  );
  const forget = { ...half, name: 'deallocate', text: 'deallocate all', parameters: () => [] };
  await one.run(forget, { n: 1 });
  const again = await Promise.all([1, 2, 3].map((n) => one.read(half, { n })));
  t.strictSame(again, [[['6']], [['3']], [['2']]]);
});

t.test('statements outlive a migration that adds a column', async (t) => {
  const { one, db } = await oneConnection(t);
  const { id } = await insertTask(one, { userId: 'alice', email: null }, { title: 'Buy milk' });
  const before = await findTask(one, 'alice', id);
  await sql`alter table tasks add column colour text`.execute(db);
  t.strictSame(await findTask(one, 'alice', id), before);
});
