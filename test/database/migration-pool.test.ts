import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { openMigrationPool, type KyselyDatabase } from '../../src/database/migration-pool.ts';
import { createTestDatabase, type TestPostgres } from '../../scripts/test-run/database.ts';

async function open(
  t: Test,
  poolSize: number,
): Promise<{ readonly pool: KyselyDatabase; readonly address: TestPostgres }> {
  const { address, drop } = await createTestDatabase();
  const pool = openMigrationPool({ address, poolSize, onConnectionLost: () => undefined });
  t.teardown(async () => {
    await pool.destroy();
    await drop();
  });
  return { pool, address };
}

async function value(db: KyselyDatabase, expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db);
  return rows[0]?.value;
}

const values: readonly (readonly [expression: string, value: unknown])[] = [
  ['9007199254740991::bigint', Number.MAX_SAFE_INTEGER],
  ['(-9007199254740991)::bigint', -Number.MAX_SAFE_INTEGER],
  ['(select count(*) from tasks)', 0],
  ['null::bigint', null],
  ["timestamptz '2026-11-01 08:30:00.123456+00'", '2026-11-01 08:30:00.123456+00'],
  ["timestamptz 'infinity'", 'infinity'],
  ["timestamp '2026-11-01 08:30:00.123456'", '2026-11-01 08:30:00.123456'],
  ["date '2026-11-01'", '2026-11-01'],
  ['null::timestamptz', null],
];

t.test('values arrive exactly, and times as text', async (t) => {
  const { pool } = await open(t, 1);
  await sql`set time zone 'UTC'`.execute(pool);
  for (const [expression, expected] of values) t.strictSame(await value(pool, expression), expected, expression);
});

t.test('a bigint that a number cannot hold is an error, and the connection goes on', async (t) => {
  const { pool } = await open(t, 1);
  for (const text of ['9007199254740992', '-9007199254740992', '9223372036854775807']) {
    await t.rejects(value(pool, `'${text}'::bigint`), RangeError, text);
    t.equal(await value(pool, '1'), 1);
  }
});

t.test('a transaction is one connection, and is given back', async (t) => {
  const { pool } = await open(t, 1);
  for (const fails of [false, true, false]) {
    const run = pool.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('users')
        .values({ id: `user-${String(fails)}` })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      if (fails) throw new Error('rolled back');
    });
    await (fails ? t.rejects(run, { message: 'rolled back' }) : t.resolves(run));
  }
  t.strictSame(await pool.selectFrom('users').select('id').execute(), [{ id: 'user-false' }]);
});
