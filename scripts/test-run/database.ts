/** Gives every test file a database of its own. */
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { DB } from '../../generated/database.ts';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { integer } from '../../src/database/decoders.ts';
import { migrate } from '../../src/database/migrator.ts';
import { openPool, type Database } from '../../src/database/pool.ts';

const variable = 'TASKS_API_TEST_POSTGRES';
const template = 'tasks_template';

/** Address of the test run's Postgres. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** Returns the environment variables that every test file receives. */
export function testEnvironment(postgres: TestPostgres): NodeJS.ProcessEnv {
  return { [variable]: JSON.stringify(postgres) };
}

function testPostgres(): TestPostgres {
  const text = process.env[variable];
  if (text === undefined)
    throw new Error('The tests need their Postgres: run them with "npm test -- test/some/file.test.ts".');
  return JSON.parse(text) as TestPostgres;
}

/** Parsers for the types of generated/database.ts: bigint as a number, times as the text that Postgres wrote. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, integer);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, String);

/** Opens a database for queries beside those of the server. It connects with the first query. */
export function openKysely(address: DatabaseAddress, connections = 10): Kysely<DB> {
  const pool = new pg.Pool({ ...address, types, max: connections });
  // Tests drop databases under open connections. Without listeners, each connection lost that way would end the
  // process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}

async function administer(statement: string, postgres: TestPostgres): Promise<void> {
  const db = openKysely(postgres, 1);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}

/** Creates the migrated database that every test file clones. Call it once in a test run. */
export async function createTemplate(postgres: TestPostgres): Promise<void> {
  await administer(`create database ${template}`, postgres);
  await migrate({ ...postgres, database: template }, 'up');
}

/** A database of the caller's own. */
export interface TestDatabase {
  readonly address: TestPostgres;
  /** Runs the test's own queries. */
  readonly db: Kysely<DB>;
  /** The pool of a server. */
  readonly pool: Database;
  /** Closes and drops the database. */
  readonly drop: () => Promise<void>;
}

/** Clones the migrated template, or creates an empty database. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const postgres = testPostgres();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}${migrated ? ` template ${template}` : ''}`, postgres);
  const address = { ...postgres, database: name };
  const db = openKysely(address);
  const pool = openPool({ address, connections: 10, onConnectionLost: () => undefined });
  return {
    address,
    db,
    pool,
    async drop() {
      await Promise.all([db.destroy(), pool.close()]);
      await administer(`drop database ${name} with (force)`, postgres);
    },
  };
}

/** An address without a Postgres. Connecting fails at once. */
export const nowhere: DatabaseAddress = { host: '/nonexistent', port: 5432, user: 'nobody', database: 'nothing' };

/** Opens the pool of a server whose database cannot be reached. */
export function unreachableDatabase(): Database {
  return openPool({ address: nowhere, connections: 10, onConnectionLost: () => undefined });
}
