import { sql } from 'kysely';
import t, { type Test } from 'tap';
import {
  openDatabase,
  servingQueryTimeoutMs,
  type Database,
  type DatabaseAddress,
} from '../../src/database/connection.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

interface Opened extends TestDatabase {
  /** A pool of the test's own. */
  readonly pool: Database;
  readonly lost: Promise<Error>;
}

async function open(t: Test, poolSize: number): Promise<Opened> {
  const database = await createTestDatabase();
  let report: (error: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => {
    report = resolve;
  });
  const pool = openDatabase({
    address: database.address,
    poolSize,
    queryTimeoutMs: servingQueryTimeoutMs,
    onConnectionLost: (error) => report(error),
  });
  t.teardown(async () => {
    await pool.destroy();
    await database.drop();
  });
  return { ...database, pool, lost };
}

async function value(db: Database, expression: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(db);
  return rows[0]?.value;
}

async function failureOf(address: DatabaseAddress): Promise<unknown> {
  const db = openDatabase({
    address,
    poolSize: 1,
    queryTimeoutMs: servingQueryTimeoutMs,
    onConnectionLost: () => undefined,
  });
  try {
    return await sql`select 1`.execute(db).catch((error: unknown) => error);
  } finally {
    await db.destroy();
  }
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

t.test('an idle connection that is killed is reported, and the next query has another', async (t) => {
  const { db, pool, lost } = await open(t, 1);
  const pid = await value(pool, 'pg_backend_pid()');
  await sql`select pg_terminate_backend(${pid})`.execute(db);
  t.match(databaseProblem(await lost)?.answer, { status: 503 });
  t.not(await value(pool, 'pg_backend_pid()'), pid);
});

t.test('who waits for a connection in vain gets a 503, and the pool goes on', async (t) => {
  const { pool } = await open(t, 1);
  const error = await pool
    .connection()
    .execute(() => value(pool, '1'))
    .catch((reason: unknown) => reason);
  t.match(databaseProblem(error)?.answer, { status: 503 });
  t.equal(await value(pool, '1'), 1);
});

t.test('nothing is connected before the first query, and never more than the size of the pool', async (t) => {
  const { db, pool, address } = await open(t, 3);
  const connections = async (): Promise<unknown> => {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity where datname = ${address.database} and pid <> pg_backend_pid()`.execute(
      db,
    );
    return rows[0]?.n;
  };
  await sql`select 1`.execute(db);
  t.equal(await connections(), 0);
  await Promise.all(Array.from({ length: 9 }, () => value(pool, 'pg_sleep(0.01)::text')));
  t.equal(await connections(), 3);
});

t.test('a server that cannot be reached is a 503', async (t) => {
  const nowhere = { port: 1, user: 'nobody', database: 'nothing' };
  const addresses: readonly (readonly [name: string, address: DatabaseAddress])[] = [
    ['no socket', { ...nowhere, host: '/nonexistent' }],
    ['a closed port', { ...nowhere, host: '127.0.0.1' }],
    ['a closed port of a name', { ...nowhere, host: 'localhost' }],
    ['a name that there is not', { ...nowhere, host: 'nowhere.invalid' }],
    ['a URL', { connectionString: 'postgres://nobody:swordfish@127.0.0.1:1/nothing' }],
  ];
  for (const [name, address] of addresses) {
    t.match(databaseProblem(await failureOf(address))?.answer, { status: 503 }, name);
  }
});
