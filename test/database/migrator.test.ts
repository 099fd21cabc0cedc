import { sql, type Kysely } from 'kysely';
import t, { type Test } from 'tap';
import type { DB } from '../../generated/database.ts';
import { migrations } from '../../migrations/index.ts';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { isMigrated, migrate } from '../../src/database/migrator.ts';
import {
  createTestDatabase,
  nowhere,
  unreachableDatabase,
  type TestDatabase,
} from '../../scripts/test-run/database.ts';

const names = Object.keys(migrations);
const ups = names.map((name) => ({ name, direction: 'up' }));
const downs = names.toReversed().map((name) => ({ name, direction: 'down' }));

const up = (address: DatabaseAddress) => migrate(address, 'up');
const down = (address: DatabaseAddress) => migrate(address, 'down');

async function emptyDatabase(t: Test): Promise<TestDatabase> {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  return database;
}

/** Reads everything that a migration can create. */
async function schemaOf(db: Kysely<DB>): Promise<unknown> {
  const queries = [
    sql`select table_name, column_name, ordinal_position, data_type, is_nullable, column_default, is_identity,
          collation_name
        from information_schema.columns where table_schema = 'public' order by 1, 3`,
    sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`,
    sql`select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
        from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    sql`select relname, relkind from pg_class where relnamespace = 'public'::regnamespace order by 1`,
    sql`select proname, prokind from pg_proc where pronamespace = 'public'::regnamespace
        order by 1, pg_get_function_identity_arguments(oid)`,
    sql`select extname, extversion from pg_extension order by 1`,
  ];
  return Promise.all(queries.map(async (query) => (await query.execute(db)).rows));
}

async function everyDown({ address }: TestDatabase): Promise<unknown[]> {
  const steps: unknown[] = [];
  for (let step = await down(address); step.length > 0; step = await down(address)) steps.push(...step);
  return steps;
}

t.test('up, down and up again creates the same schema', async (t) => {
  const database = await emptyDatabase(t);
  const { db, address } = database;
  t.strictSame(await up(address), ups);
  const first = await schemaOf(db);
  t.strictSame(await everyDown(database), downs);
  t.strictSame(
    (await db.introspection.getTables()).map(({ name }) => name),
    ['tasks_api_migration'],
    'down leaves no table but the list of migrations',
  );
  t.strictSame(await up(address), ups);
  t.strictSame(await schemaOf(db), first);
});

t.test('up does nothing the second time, and keeps the data', async (t) => {
  const { db, address } = await emptyDatabase(t);
  await up(address);
  await db.insertInto('users').values({ id: 'alice' }).execute();
  const before = await schemaOf(db);
  t.strictSame(await up(address), []);
  t.strictSame(await schemaOf(db), before);
  t.strictSame(await db.selectFrom('users').select('id').execute(), [{ id: 'alice' }]);
});

t.test('existing and new tasks get folded texts', async (t) => {
  const { db, address } = await emptyDatabase(t);
  await up(address);
  const undo = async () => (await down(address))[0]?.name;
  for (let name = await undo(); name !== '0002-folded-text'; name = await undo())
    if (name === undefined) throw new Error('The migration is missing.');
  await sql`insert into users (id) values ('alice')`.execute(db);
  const add = sql`
    insert into tasks (user_id, title, description)
    values ('alice', 'ΟΔΟΣ', 'Ärger'), ('alice', 'X', null), ('alice', 'Y', repeat('買', 864) || 'ZZ'),
      ('alice', 'Z', repeat('買', 864) || 'ZZZ')`;
  await add.execute(db);
  await up(address);
  await add.execute(db);
  const rows = () => db.selectFrom('tasks').select(['title_folded', 'description_folded']).orderBy('id').execute();
  const folded = [
    { title_folded: 'οδοσ', description_folded: 'ärger' },
    { title_folded: 'x', description_folded: '' },
    { title_folded: 'y', description_folded: `${'買'.repeat(864)}zz` },
    // Too long for the index.
    { title_folded: 'z', description_folded: null },
  ];
  t.strictSame(await rows(), [...folded, ...folded]);
  await sql`update tasks set title = 'NEW', description = 'Ö'`.execute(db);
  t.strictSame(
    await rows(),
    Array.from({ length: 8 }, () => ({ title_folded: 'new', description_folded: 'ö' })),
  );
  await down(address);
  t.equal((await sql`select from tasks`.execute(db)).rows.length, 8, 'down keeps the tasks');
});

t.test('down on an empty database does nothing', async (t) => {
  t.strictSame(await down((await emptyDatabase(t)).address), []);
});

t.test('each migration runs once when many callers migrate at the same time', async (t) => {
  const { address, pool } = await emptyDatabase(t);
  const results = await Promise.all(Array.from({ length: 8 }, () => up(address)));
  t.strictSame(results.flat(), ups);
  t.ok(await isMigrated(pool));
});

t.test('a migration that fails changes nothing and is named in the error', async (t) => {
  const { db, address, pool } = await emptyDatabase(t);
  await sql`create table tasks (id int)`.execute(db);
  await t.rejects(up(address), { message: /0001-users-and-tasks/, cause: { code: '42P07' } });
  t.strictSame(
    (await db.introspection.getTables()).map(({ name }) => name),
    ['tasks'],
  );
  t.notOk(await isMigrated(pool));
  await sql`drop table tasks`.execute(db);
  t.strictSame(await up(address), ups, 'and can run again');
});

t.test('isMigrated is true once every known migration has run', async (t) => {
  const { db, address, pool } = await emptyDatabase(t);
  t.equal(await isMigrated(pool), false, 'before');
  await up(address);
  t.equal(await isMigrated(pool), true, 'after');
  await sql`insert into tasks_api_migration (name, timestamp) values ('9999-newer', '2099-01-01')`.execute(db);
  t.equal(await isMigrated(pool), true, 'when the database is ahead');
  await sql`delete from tasks_api_migration where name = ${names.at(-1)}`.execute(db);
  t.equal(await isMigrated(pool), false, 'when one is missing');
  const away = unreachableDatabase();
  t.teardown(away.close);
  await t.rejects(isMigrated(away), { cause: { code: 'ENOENT' } });
});

t.test('a database that cannot be reached is an error with its cause', async (t) => {
  await t.rejects(up(nowhere), { name: 'MigrationError', cause: { code: 'ENOENT' } });
});

t.test('copies the list of migrations from the table of an older version, and keeps that table', async (t) => {
  const { db, address, pool } = await emptyDatabase(t);
  await up(address);
  await sql`alter table tasks_api_migration rename to kysely_migration`.execute(db);
  t.notOk(await isMigrated(pool));
  t.strictSame(await Promise.all([up(address), up(address)]), [[], []]);
  t.ok(await isMigrated(pool));
  t.equal((await sql`select from kysely_migration`.execute(db)).rows.length, names.length);
});

t.test('migrates beside the tables of another program that uses Kysely', async (t) => {
  const { db, address, pool } = await emptyDatabase(t);
  await sql`create schema billing`.execute(db);
  for (const schema of ['billing', 'public']) {
    await sql`create table ${sql.id(schema, 'kysely_migration')} (name text, timestamp text)`.execute(db);
    await sql`insert into ${sql.id(schema, 'kysely_migration')} values ('0001-invoices', '')`.execute(db);
  }
  t.strictSame(await up(address), ups);
  t.ok(await isMigrated(pool));
  t.equal((await sql`select from kysely_migration`.execute(db)).rows.length, 1, 'nothing is written to it');
});

t.test('a migration of a newer version keeps an older one from migrating', async (t) => {
  const { db, address } = await emptyDatabase(t);
  await up(address);
  await sql`insert into tasks_api_migration values ('9999-newer', '')`.execute(db);
  await t.rejects(down(address), { name: 'MigrationError', message: /9999-newer of a newer version: migrate with/ });
});

t.test('a role without rights on the schema is told what to do', async (t) => {
  const { db, address } = await emptyDatabase(t);
  const role = `guest_${address.database}`;
  await sql`create role ${sql.id(role)} login`.execute(db);
  await sql`revoke create on schema public from public`.execute(db);
  const refusal = { name: 'MigrationError', message: /permission denied .*grant create on schema.*DATABASE_SCHEMA/ };
  await t.rejects(up({ ...address, user: role }), refusal);
  await t.rejects(migrate({ ...address, user: role }, 'up', 'of_its_own'), refusal);
  await sql`drop role ${sql.id(role)}`.execute(db);
});

t.test('roles keep their rights, and a role that may store users may number their changes', async (t) => {
  const { db, address } = await emptyDatabase(t);
  await up(address);
  const undo = async () => (await down(address))[0]?.name;
  for (let name = await undo(); name !== '0003-versions-and-changes'; name = await undo())
    if (name === undefined) throw new Error('The migration is missing.');
  const role = `server_${address.database}`;
  await sql`create role ${sql.id(role)}`.execute(db);
  try {
    await sql`grant select, insert on users to ${sql.id(role)}`.execute(db);
    await sql`grant select, insert, update, delete on tasks to ${sql.id(role)}`.execute(db);
    await up(address);
    const needed = {
      users: 'select, insert, update',
      tasks: 'select, insert, update, delete',
      task_changes: 'select, insert, delete',
      idempotency_keys: 'select, insert, delete',
    };
    for (const [table, rights] of Object.entries(needed)) {
      for (const right of rights.split(', ')) {
        const query = sql<{ has: boolean }>`select has_table_privilege(${role}, ${table}, ${right}) as has`;
        t.strictSame((await query.execute(db)).rows, [{ has: true }], `${right} on ${table}`);
      }
    }
  } finally {
    await sql`drop owned by ${sql.id(role)}`.execute(db);
    await sql`drop role ${sql.id(role)}`.execute(db);
  }
});
