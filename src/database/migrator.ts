import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import { migrations } from '../../migrations/index.ts';
import { reasonOf } from '../values/error-reason.ts';
import { clientConfig, type DatabaseAddress } from './address.ts';
import { lockHistory, prepareHistory, readHistory, record } from './migration-history.ts';
import type { Database } from './pool.ts';
import { defaultSchema } from './statement.ts';

/** A migration that ran, and its direction. */
export interface MigrationStep {
  readonly name: string;
  readonly direction: 'up' | 'down';
}

/** A migration failed, or the database could not be reached. The message says which and why. Nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

const rightsAdvice =
  '. As an administrator, give the role the right to create in the database and in its schema ' +
  '(grant create on database …; grant create on schema …), or set DATABASE_SCHEMA to a schema that the role owns';

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
  const advice = error instanceof pg.DatabaseError && error.code === '42501' ? rightsAdvice : '';
  return new MigrationError(`${subject} failed: ${reasonOf(error)}${advice}`, { cause: error });
}

/** Runs what is left to do. The caller holds the lock, and ends the transaction. */
async function runSteps(db: Transaction<unknown>, schema: string, direction: 'up' | 'down'): Promise<MigrationStep[]> {
  const done = await prepareHistory(db, schema);
  const unknown = done.find((name) => migrations[name] === undefined);
  if (unknown !== undefined) {
    throw new MigrationError(`The database has the migration ${unknown} of a newer version: migrate with that version`);
  }
  const names = Object.keys(migrations);
  const left = direction === 'up' ? names.filter((name) => !done.includes(name)) : done.toSorted().slice(-1);
  for (const name of left) {
    try {
      await migrations[name]?.[direction]?.(db);
      await record(db, schema, name, direction);
    } catch (error) {
      throw failure(`The migration ${name}`, error);
    }
  }
  return left.map((name) => ({ name, direction }));
}

/**
 * Migrates a schema in one transaction: `up` runs every migration that has not run yet, `down` undoes the newest one.
 * Concurrent callers wait for each other. The transaction has all its settings itself, so that it also works through a
 * pooler.
 *
 * @throws MigrationError
 */
export async function migrate(
  address: DatabaseAddress,
  direction: 'up' | 'down',
  schema = defaultSchema,
): Promise<readonly MigrationStep[]> {
  const db = connect(address);
  try {
    await requireUtf8(db);
    // After the wait for the lock, a snapshot of the transaction's beginning would not show what the others did.
    return await db
      .transaction()
      .setIsolationLevel('read committed')
      .execute(async (transaction) => {
        await lockHistory(transaction, schema);
        return runSteps(transaction, schema, direction);
      });
  } catch (error) {
    throw failure('Migrating', error);
  } finally {
    await db.destroy();
  }
}

/**
 * True when every migration of this version has run. A migration that this version does not know is not an error:
 * during a rolling deployment the database is ahead of the old servers.
 *
 * @throws the error of Postgres or of the connection
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const names = await readHistory(db);
  return Object.keys(migrations).every((name) => names.has(name));
}
