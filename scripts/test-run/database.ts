import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { openMigrationPool, type KyselyDatabase } from '../../src/database/migration-pool.ts';
import { migrateUp } from '../../src/database/migrator.ts';
import { openPool, type Database } from '../../src/database/pool.ts';

const variable = 'TASKS_API_TEST_POSTGRES';
const template = 'tasks_template';

/** Where the test run's Postgres is. */
export interface TestPostgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** What the test run hands to every test file. */
export function testEnvironment(postgres: TestPostgres): NodeJS.ProcessEnv {
  return { [variable]: JSON.stringify(postgres) };
}

function testPostgres(): TestPostgres {
  const text = process.env[variable];
  if (text === undefined)
    throw new Error('The tests need their Postgres: run them with "npm test -- test/some/file.test.ts".');
  return JSON.parse(text) as TestPostgres;
}

function open(address: DatabaseAddress): KyselyDatabase {
  // Connections of a database that is dropped under them are lost on purpose.
  return openMigrationPool({ address, poolSize: 10, onConnectionLost: () => undefined });
}

async function administer(statement: string, postgres: TestPostgres): Promise<void> {
  const db = open(postgres);
  try {
    await sql.raw(statement).execute(db);
  } finally {
    await db.destroy();
  }
}

/** Makes the migrated database that every test file clones. Once for a test run. */
export async function createTemplate(postgres: TestPostgres): Promise<void> {
  await administer(`create database ${template}`, postgres);
  const db = open({ ...postgres, database: template });
  try {
    await migrateUp(db);
  } finally {
    await db.destroy();
  }
}

/** A database of the caller's own. */
export interface TestDatabase {
  readonly address: TestPostgres;
  /** For the test's own questions. */
  readonly db: KyselyDatabase;
  /** As a server has it. */
  readonly pool: Database;
  /** Closes and drops it. */
  readonly drop: () => Promise<void>;
}

/** Clones the migrated template, or makes an empty database. */
export async function createTestDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const postgres = testPostgres();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(`create database ${name}${migrated ? ` template ${template}` : ''}`, postgres);
  const address = { ...postgres, database: name };
  const db = open(address);
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

/** Where no Postgres is: whoever asks it gets a 503. */
export const nowhere: DatabaseAddress = { host: '/nonexistent', port: 5432, user: 'nobody', database: 'nothing' };

/** A database that nobody can reach. */
export function unreachableDatabase(): Database {
  return openPool({ address: nowhere, connections: 10, onConnectionLost: () => undefined });
}
