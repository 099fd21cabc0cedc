import { sql, type Kysely, type Transaction } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { nullable, text } from './decoders.ts';
import type { Database } from './pool.ts';
import { statement } from './statement.ts';

/** Our own name: other programs in the same schema may use Kysely's, `kysely_migration`. */
const historyName = 'tasks_api_migration';
const formerName = 'kysely_migration';

const history = (schema: string) => sql.id(schema, historyName);

/** Quoted, so that `to_regclass` reads it as one name whatever it contains. */
const path = (schema: string, table: string) => `"${schema.replaceAll('"', '""')}".${table}`;

/** Settings of the transaction, whatever the role and the database set. Migrating takes as long as it takes. */
const settings = {
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  transaction_timeout: '0',
  default_table_access_method: 'heap',
  default_tablespace: '',
  standard_conforming_strings: 'on',
};

/** Sets what this Postgres knows of the settings, for the transaction alone. */
async function applySettings(db: Kysely<unknown>, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    await sql`select set_config(name, ${value}, true) from pg_settings where name = ${name}`.execute(db);
  }
}

/**
 * Waits until nobody else migrates this schema, and creates the schema. The lock ends with the transaction, so that a
 * pooler may give the connection away.
 */
export async function lockHistory(db: Transaction<unknown>, schema: string): Promise<void> {
  await applySettings(db, settings);
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tasks-api ${schema}`}, 0))`.execute(db);
  const { rows } = await sql`select from pg_namespace where nspname = ${schema}`.execute(db);
  if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(db);
  // The texts of migrations name no schema. The operators of pg_trgm may be in any schema.
  await sql`
    select set_config('search_path', concat_ws(', ', quote_ident(${schema}), (
      select quote_ident(nspname) from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
      where extname = 'pg_trgm' and nspname <> ${schema}
    )), true)`.execute(db);
}

/**
 * Creates the table of migrations, and returns the names of those that have run.
 *
 * An older version wrote them to Kysely's table. They are copied, and that table stays: servers of that version
 * read it for as long as they run. Another program's table has other names in it.
 */
export async function prepareHistory(db: Transaction<unknown>, schema: string): Promise<readonly string[]> {
  const exists = async (table: string): Promise<boolean> => {
    const found = sql<{ exists: boolean }>`select to_regclass(${path(schema, table)}) is not null as exists`;
    return (await found.execute(db)).rows[0]?.exists === true;
  };
  if (!(await exists(historyName))) {
    await sql`create table ${history(schema)} (name text primary key, timestamp text not null)`.execute(db);
    if (await exists(formerName)) {
      await sql`
        insert into ${history(schema)} select name, timestamp from ${sql.id(schema, formerName)}
        where name in (${sql.join(Object.keys(migrations))})`.execute(db);
    }
  }
  const { rows } = await sql<{ name: string }>`select name from ${history(schema)}`.execute(db);
  return rows.map(({ name }) => name);
}

/** Notes that a migration has run, or was undone. */
export async function record(
  db: Transaction<unknown>,
  schema: string,
  name: string,
  direction: 'up' | 'down',
): Promise<void> {
  const change =
    direction === 'up'
      ? sql`insert into ${history(schema)} values (${name}, ${new Date().toISOString()})`
      : sql`delete from ${history(schema)} where name = ${name}`;
  await change.execute(db);
}

const findTable = statement(
  (db, _value, schema) =>
    db.selectNoFrom(sql<string | null>`to_regclass(${sql.lit(path(schema, historyName))})::text`.as('name')),
  { name: nullable(text) },
);
const findMigrations = statement(
  (db, _value, schema) => db.selectFrom(sql<{ name: string }>`${history(schema)}`.as('done')).select('name'),
  { name: text },
);

/** Returns the names of the migrations that have run, as the pool of a server sees them. */
export async function readHistory(db: Database): Promise<ReadonlySet<string>> {
  const [table] = await db.read(findTable, {});
  if (table?.name === null) return new Set();
  const done = await db.read(findMigrations, {});
  return new Set(done.map(({ name }) => name));
}
