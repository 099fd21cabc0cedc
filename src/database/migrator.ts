import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { reasonOf } from '../values/error-reason.ts';
import { clientConfig, type DatabaseAddress } from './address.ts';
import { nullable, text } from './decoders.ts';
import type { Database } from './pool.ts';
import { statement } from './statement.ts';

/** A migration that ran, and its direction. */
export interface MigrationStep {
  readonly name: string;
  readonly direction: 'up' | 'down';
}

/** A migration failed, or the database could not be reached. The message says which and why. Nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const methods = { up: 'migrateToLatest', down: 'migrateDown' } as const;

/** Opens the one connection that migrates. The pool of requests has no transactions. */
function connect(address: DatabaseAddress): Kysely<unknown> {
  const pool = new pg.Pool({ ...clientConfig(address), max: 1 });
  // A connection that breaks while idle is replaced, and one that breaks in use fails its query. Without these
  // listeners, either would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
}

/** Refuses a database that cannot store every text of the contract. @throws MigrationError, or the error of Postgres */
async function requireUtf8(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_setting('server_encoding') as name`.execute(db);
  const encoding = rows[0]?.name ?? 'unknown';
  if (encoding === 'UTF8') return;
  throw new MigrationError(
    `The encoding of the database is ${encoding}. Create one with: ` +
      `create database tasks encoding 'UTF8' template template0`,
  );
}

function failure(subject: string, error: unknown): MigrationError {
  if (error instanceof MigrationError) return error;
  return new MigrationError(`${subject} failed: ${reasonOf(error)}`, { cause: error });
}

/**
 * Migrates a database in one transaction: `up` runs every migration that has not run yet, `down` undoes the newest one.
 * Concurrent callers wait for each other.
 *
 * @throws MigrationError
 */
export async function migrate(address: DatabaseAddress, direction: 'up' | 'down'): Promise<readonly MigrationStep[]> {
  const db = connect(address);
  try {
    await requireUtf8(db);
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error, results = [] } = await migrator[methods[direction]]();
    if (error === undefined) return results.map(({ migrationName }) => ({ name: migrationName, direction }));
    const failed = results.find(({ status }) => status === 'Error');
    throw failure(failed ? `The migration ${failed.migrationName}` : 'Migrating', error);
  } catch (error) {
    throw failure('Migrating', error);
  } finally {
    await db.destroy();
  }
}

const findTable = statement((db) => db.selectNoFrom(sql<string | null>`to_regclass('kysely_migration')`.as('name')), {
  name: nullable(text),
});
const findMigrations = statement(
  (db) => db.selectFrom(sql<{ name: string }>`kysely_migration`.as('done')).select('name'),
  { name: text },
);

/**
 * True when every migration of this version has run. A migration that this version does not know is not an error:
 * during a rolling deployment the database is ahead of the old servers.
 *
 * @throws the error of Postgres or of the connection
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const [table] = await db.read(findTable, {});
  if (table?.name === null) return false;
  const done = await db.read(findMigrations, {});
  const names = new Set(done.map(({ name }) => name));
  return Object.keys(migrations).every((name) => names.has(name));
}
