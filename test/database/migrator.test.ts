import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { migrations } from '../../migrations/index.ts';
import { openMigrationPool, type KyselyDatabase } from '../../src/database/migration-pool.ts';
import { isMigrated, migrateDown, migrateUp } from '../../src/database/migrator.ts';
import {
  createTestDatabase,
  nowhere,
  unreachableDatabase,
  type TestDatabase,
} from '../../scripts/test-run/database.ts';

const names = Object.keys(migrations);
const ups = names.map((name) => ({ name, direction: 'up' }));
const downs = names.toReversed().map((name) => ({ name, direction: 'down' }));

async function emptyDatabase(t: Test): Promise<TestDatabase> {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  return database;
}

/** Everything that a migration can leave behind, as text. */
async function schemaOf(db: KyselyDatabase): Promise<unknown> {
  const queries = [
    sql`select table_name, column_name, ordinal_position, data_type, is_nullable, column_default, is_identity, collation_name
        from information_schema.columns where table_schema = 'public' order by 1, 3`,
    sql`select indexname, indexdef from pg_indexes where schemaname = 'public' order by 1`,
    sql`select conrelid::regclass::text as table_name, conname, pg_get_constraintdef(oid) as definition
        from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    sql`select relname, relkind from pg_class where relnamespace = 'public'::regnamespace order by 1`,
    sql`select proname, prokind from pg_proc where pronamespace = 'public'::regnamespace order by 1, pg_get_function_identity_arguments(oid)`,
    sql`select extname, extversion from pg_extension order by 1`,
  ];
  return Promise.all(queries.map(async (query) => (await query.execute(db)).rows));
}

async function everyDown(db: KyselyDatabase): Promise<unknown[]> {
  const steps: unknown[] = [];
  for (let step = await migrateDown(db); step.length > 0; step = await migrateDown(db)) steps.push(...step);
  return steps;
}

t.test('up, down and up again makes the same schema', async (t) => {
  const { db } = await emptyDatabase(t);
  t.strictSame(await migrateUp(db), ups);
  const first = await schemaOf(db);
  t.strictSame(await everyDown(db), downs);
  t.strictSame(
    (await db.introspection.getTables()).map(({ name }) => name),
    [],
    'down leaves no table',
  );
  t.strictSame(await migrateUp(db), ups);
  t.strictSame(await schemaOf(db), first);
});

t.test('up again does nothing, and keeps what is stored', async (t) => {
  const { db } = await emptyDatabase(t);
  await migrateUp(db);
  await db.insertInto('users').values({ id: 'alice' }).execute();
  const before = await schemaOf(db);
  t.strictSame(await migrateUp(db), []);
  t.strictSame(await schemaOf(db), before);
  t.strictSame(await db.selectFrom('users').select('id').execute(), [{ id: 'alice' }]);
});

t.test('the folded texts are those of the tasks that there are, and of those that follow', async (t) => {
  const { db } = await emptyDatabase(t);
  await migrateUp(db);
  const undo = async () => (await migrateDown(db))[0]?.name;
  for (let name = await undo(); name !== '0002-folded-text'; name = await undo())
    if (name === undefined) throw new Error('It is missing.');
  await sql`insert into users (id) values ('alice')`.execute(db);
  const add = sql`
    insert into tasks (user_id, title, description)
    values ('alice', 'ΟΔΟΣ', 'Ärger'), ('alice', 'X', null), ('alice', 'Y', repeat('買', 864) || 'XX'), ('alice', 'Z', repeat('買', 864) || 'XXX')`;
  await add.execute(db);
  await migrateUp(db);
  await add.execute(db);
  const rows = () => db.selectFrom('tasks').select(['title_folded', 'description_folded']).orderBy('id').execute();
  const folded = [
    { title_folded: 'οδοσ', description_folded: 'ärger' },
    { title_folded: 'x', description_folded: '' },
    { title_folded: 'y', description_folded: `${'買'.repeat(864)}xx` },
    // Too long for an index, and looked at itself.
    { title_folded: 'z', description_folded: null },
  ];
  t.strictSame(await rows(), [...folded, ...folded]);
  await sql`update tasks set title = 'NEW', description = 'Ö'`.execute(db);
  t.strictSame(
    await rows(),
    Array.from({ length: 8 }, () => ({ title_folded: 'new', description_folded: 'ö' })),
  );
  await migrateDown(db);
  t.equal((await sql`select from tasks`.execute(db)).rows.length, 8, 'down keeps the tasks');
});

t.test('down on an empty database does nothing', async (t) => {
  t.strictSame(await migrateDown((await emptyDatabase(t)).db), []);
});

t.test('of many at once each migration runs once', async (t) => {
  const { db, pool } = await emptyDatabase(t);
  const results = await Promise.all(Array.from({ length: 8 }, () => migrateUp(db)));
  t.strictSame(results.flat(), ups);
  t.ok(await isMigrated(pool));
});

t.test('a migration that fails leaves nothing, and is named', async (t) => {
  const { db, pool } = await emptyDatabase(t);
  await sql`create table tasks (id int)`.execute(db);
  await t.rejects(migrateUp(db), { message: /0001-users-and-tasks/, cause: { code: '42P07' } });
  t.strictSame(
    (await db.introspection.getTables()).map(({ name }) => name),
    ['tasks'],
  );
  t.notOk(await isMigrated(pool));
  await sql`drop table tasks`.execute(db);
  t.strictSame(await migrateUp(db), ups, 'and can be run again');
});

t.test('isMigrated', async (t) => {
  const { db, pool } = await emptyDatabase(t);
  t.equal(await isMigrated(pool), false, 'before');
  await migrateUp(db);
  t.equal(await isMigrated(pool), true, 'after');
  await sql`insert into kysely_migration (name, timestamp) values ('9999-newer', '2099-01-01')`.execute(db);
  t.equal(await isMigrated(pool), true, 'where the database is ahead');
  await sql`delete from kysely_migration where name = ${names.at(-1)}`.execute(db);
  t.equal(await isMigrated(pool), false, 'where one is missing');
  const away = unreachableDatabase();
  t.teardown(away.close);
  await t.rejects(isMigrated(away), { code: 'ENOENT' });
});

t.test('a database that is away is an error with its cause', async (t) => {
  const away = openMigrationPool({ address: nowhere, poolSize: 1, onConnectionLost: () => undefined });
  t.teardown(() => away.destroy());
  await t.rejects(migrateUp(away), { cause: { code: 'ENOENT' } });
});
