import { Migrator, sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import type { KyselyDatabase } from './migration-pool.ts';
import type { Database } from './pool.ts';
import { statement } from './statement.ts';

/** What a migration did: its name, and which way it went. */
export interface MigrationStep {
  readonly name: string;
  readonly direction: 'up' | 'down';
}

/** A migration failed, or the database could not be reached. The message names which and why. Nothing of it was done. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

async function run(db: KyselyDatabase, step: 'migrateToLatest' | 'migrateDown'): Promise<readonly MigrationStep[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error, results = [] } = await migrator[step]();
  if (error !== undefined) {
    const failed = results.find(({ status }) => status === 'Error');
    const reason = error instanceof Error ? error.message : 'for an unknown reason';
    throw new MigrationError(`${failed ? `The migration ${failed.migrationName}` : 'Migrating'} failed: ${reason}`, {
      cause: error,
    });
  }
  return results.map(({ migrationName, direction }) => ({
    name: migrationName,
    direction: direction === 'Up' ? 'up' : 'down',
  }));
}

/** Runs what has not run yet, all in one transaction. Concurrent callers wait for each other. @throws MigrationError */
export function migrateUp(db: KyselyDatabase): Promise<readonly MigrationStep[]> {
  return run(db, 'migrateToLatest');
}

/** Undoes the newest migration. @throws MigrationError */
export function migrateDown(db: KyselyDatabase): Promise<readonly MigrationStep[]> {
  return run(db, 'migrateDown');
}

const findTable = statement((db) => db.selectNoFrom(sql`to_regclass('kysely_migration')`.as('name')));
const findMigrations = statement((db) =>
  db.selectFrom(sql<{ name: string }>`kysely_migration`.as('done')).select('name'),
);

/**
 * Whether every migration that this version knows has run. One that it does not know is no fault: in a rolling deployment
 * the database is ahead of the old servers. @throws where the database cannot be asked
 */
export async function isMigrated(db: Database): Promise<boolean> {
  const [table] = await db.read(findTable, {});
  if (table?.[0] === null) return false;
  const done = await db.read(findMigrations, {});
  const names = new Set(done.map(([name]) => name));
  return Object.keys(migrations).every((name) => names.has(name));
}
