import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { integer, nullable, text } from '../../src/database/decoders.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement, type ValueOf } from '../../src/database/statement.ts';
import { findTask } from '../../src/app/tasks/find-task.ts';
import { insertTask } from '../../src/app/tasks/insert-task.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';

/** Narrows the result of an insert without an idempotency key. */
function stored<Result extends object>(result: Result): Extract<Result, { readonly id: number }> {
  const isStored = (value: Result): value is Extract<Result, { readonly id: number }> => 'id' in value;
  if (!isStored(result)) throw new Error('The task was not stored.');
  return result;
}

/** Opens a database whose statements all use one connection. */
async function oneConnection(t: Test): Promise<TestDatabase & { readonly one: Database }> {
  const database = await createTestDatabase();
  const one = openPool({ address: database.address, connections: 1, onConnectionLost: () => undefined });
  t.teardown(async () => {
    await one.close();
    await database.drop();
  });
  return { ...database, one };
}

const preparedStatements = statement(
  (db) =>
    db
      .selectFrom(
        sql<{ name: string; statement: string; runs: number; prepare_time: string }>`
          (select name, statement, generic_plans + custom_plans as runs, prepare_time from pg_prepared_statements)`.as(
          'p',
        ),
      )
      .select(['name', 'statement', 'runs'])
      .orderBy('prepare_time'),
  { name: text, statement: text, runs: integer },
);

/** Lists the other statements that are prepared, oldest first. */
async function prepared(one: Database) {
  return (await one.read(preparedStatements, {})).filter(({ name }) => name !== preparedStatements.name);
}

const half = statement(
  (db, value: ValueOf<{ readonly n: number }>) => db.selectNoFrom(sql<number>`6 / ${value('n')}::int`.as('half')),
  { half: integer },
);

t.test('a value is used wherever it is named, beside constants, and rows have the names of the columns', async (t) => {
  const { one } = await oneConnection(t);
  interface Values {
    readonly a: string;
    readonly b: number;
    readonly c: boolean;
    readonly d: null;
  }
  const all = statement(
    (db, value: ValueOf<Values>) =>
      db.selectNoFrom([
        sql<number>`${value('b')}::int`.as('b'),
        sql<string>`${value('a')}::text`.as('a'),
        sql<string>`${'constant'}::text`.as('constant'),
        sql<number>`${value('b')}::int + ${7}::int`.as('more'),
        sql<string>`${value('c')}::boolean::text`.as('c'),
        sql<string | null>`${value('d')}::text`.as('d'),
      ]),
    // In another order than the statement: columns go by their names.
    { a: text, b: integer, c: text, d: nullable(text), constant: text, more: integer },
  );
  t.strictSame(await one.read(all, { a: 'x', b: 1, c: true, d: null }), [
    { b: 1, a: 'x', constant: 'constant', more: 8, c: 'true', d: null },
  ]);
});

t.test('a parameter of another type is refused', async (t) => {
  const { one } = await oneConnection(t);
  for (const n of [undefined, {}, Symbol('n'), () => 1, 1n]) {
    const values = { n } as unknown as { readonly n: number };
    t.throws(() => half.parameters(values, 'echo'), TypeError);
  }
  t.strictSame(await one.read(half, { n: 3 }), [{ half: 2 }]);
});

t.test('a statement is prepared once and runs with any values', async (t) => {
  const { one } = await oneConnection(t);
  const { id } = stored(await insertTask(one, { userId: 'alice', email: null }, { title: 'Buy milk' }, undefined));
  for (let run = 0; run < 20; run += 1) await findTask(one, { userId: 'alice', id: id + run });
  const statements = await prepared(one);
  t.equal(statements.length, 2);
  t.match(statements[1], { statement: /^select [^]* from "public"."tasks"/, runs: 20 });
});

t.test('the name is a hash of the text, no longer than Postgres allows', async (t) => {
  const one = statement((db) => db.selectFrom('tasks').select('id'), { id: integer });
  const same = statement((db) => db.selectFrom('tasks').select('id'), { id: integer });
  const other = statement((db) => db.selectFrom('tasks').select('title'), { title: text });
  t.match(one.name, /^[\w-]{32}$/);
  t.equal(one.name, same.name);
  t.not(one.name, other.name);
});

t.test('a statement that failed can run again', async (t) => {
  const { one } = await oneConnection(t);
  for (const n of [0, 2, 0, 3]) {
    if (n === 0) await t.rejects(one.read(half, { n }), { code: '22012' });
    else t.strictSame(await one.read(half, { n }), [{ half: 6 / n }]);
  }
  t.equal((await prepared(one)).length, 1);
});

t.test('a statement that could not be prepared can run later, and does not fail the ones behind it', async (t) => {
  const { one, db } = await oneConnection(t);
  const colours = statement(
    (builder) => builder.selectFrom(sql`colours`.as('c')).select(sql<number>`count(*)`.as('n')),
    { n: integer },
  );
  const early = await Promise.allSettled([one.read(colours, {}), one.read(colours, {}), one.read(half, { n: 1 })]);
  t.match(early, [
    { status: 'rejected', reason: { code: '42P01' } },
    { status: 'rejected', reason: { code: '42P01' } },
    { status: 'fulfilled', value: [{ half: 6 }] },
  ]);
  await sql`create table colours (name text)`.execute(db);
  t.strictSame(await one.read(colours, {}), [{ n: 0 }]);
});

t.test('a statement is prepared again on a connection that lost it, as behind a pooler', async (t) => {
  const { one, db } = await oneConnection(t);
  t.strictSame(await one.read(half, { n: 1 }), [{ half: 6 }]);
  await one.read(
    statement((db) => db.selectNoFrom(sql<number>`1`.as('n')), { n: integer }),
    {},
  );
  await sql`
    create function forget() returns text language plpgsql
    as 'begin execute ''deallocate all''; return ''done''; end'`.execute(db);
  const forget = statement((db) => db.selectNoFrom(sql<string>`forget()`.as('state')), { state: text });
  t.strictSame(await one.read(forget, {}), [{ state: 'done' }]);
  const again = await Promise.all([1, 2, 3].map((n) => one.read(half, { n })));
  t.strictSame(again, [[{ half: 6 }], [{ half: 3 }], [{ half: 2 }]]);
});

t.test('prepared statements survive a migration that adds a column', async (t) => {
  const { one, db } = await oneConnection(t);
  const { id } = stored(await insertTask(one, { userId: 'alice', email: null }, { title: 'Buy milk' }, undefined));
  const before = await findTask(one, { userId: 'alice', id });
  await sql`alter table tasks add column colour text`.execute(db);
  t.strictSame(await findTask(one, { userId: 'alice', id }), before);
});

t.test('a statement must name its columns, with a decoder for each', async (t) => {
  const decoders = { id: text, email: nullable(text) };
  const all = { ...decoders, version: integer, compacted: integer, forgotten: integer };
  t.throws(() => statement((db) => db.selectFrom('users').selectAll(), all), { message: /must name each/ });
  // `$castTo` claims other columns than the statement has.
  t.throws(() => statement((db) => db.selectFrom('users').select('id').$castTo<{ email: string }>(), { email: text }), {
    message: /email.*id/,
  });
  t.throws(
    () =>
      statement((db) => db.selectFrom('users').select('id').$castTo<{ id: string; email: string }>(), {
        id: text,
        email: text,
      }),
    TypeError,
  );
  t.throws(
    () => statement((db) => db.insertInto('users').values({ id: 'alice' }).$castTo<{ id: string }>(), { id: text }),
    TypeError,
  );
});
