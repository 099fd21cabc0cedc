import type { Config } from './config.ts';
import type { DatabaseAddress } from './database/address.ts';
import { startEmbeddedPostgres, type Log } from './database/embedded/index.ts';
import { openKysely } from './database/kysely.ts';
import { isMigrated, migrateUp } from './database/migrator.ts';
import { openPipelines, type Database } from './database/pipelines.ts';

/** A database that is ready to be used, and how to leave it. */
export interface RunningDatabase {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

function onConnectionLost(log: Log) {
  return (error: Error): void => log.warn({ err: error }, 'a database connection was lost');
}

function open(address: DatabaseAddress, { database }: Config, log: Log): Database {
  return openPipelines({ address, connections: database.poolSize, onConnectionLost: onConnectionLost(log) });
}

/** A database that is away is no news here: `/readyz` and every request tell of it. */
async function warnWhereNotMigrated(db: Database, log: Log): Promise<void> {
  if (!(await isMigrated(db).catch(() => true))) log.warn('the database is not migrated: run "npm run migrate"');
}

async function migrate(address: DatabaseAddress, log: Log): Promise<void> {
  const db = openKysely({ address, poolSize: 1, onConnectionLost: onConnectionLost(log) });
  try {
    for (const { name } of await migrateUp(db)) log.info({ migration: name }, 'migrated');
  } finally {
    await db.destroy();
  }
}

/**
 * Opens the configured database, or starts and migrates the embedded one where none is configured.
 *
 * @param onFailure told once the embedded Postgres is gone for good
 * @throws EmbeddedPostgresError in one line, or MigrationError
 */
export async function startDatabase(
  config: Config,
  log: Log,
  onFailure: (error: Error) => void,
): Promise<RunningDatabase> {
  if (config.database.url !== undefined) {
    const db = open({ connectionString: config.database.url }, config, log);
    void warnWhereNotMigrated(db, log);
    return { db, close: db.close };
  }
  const postgres = await startEmbeddedPostgres({ directory: config.dataDirectory, log, onFailure });
  try {
    await migrate(postgres.connection, log);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const db = open(postgres.connection, config, log);
  return {
    db,
    async close() {
      await db.close();
      await postgres.stop();
    },
  };
}
