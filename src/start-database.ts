import type { Config } from './config.ts';
import { openDatabase, type Database, type DatabaseAddress } from './database/connection.ts';
import { startEmbeddedPostgres, type Log } from './database/embedded/index.ts';
import { migrateUp } from './database/migrator.ts';

/** A database that is ready to be used, and how to leave it. */
export interface RunningDatabase {
  readonly db: Database;
  readonly close: () => Promise<void>;
}

function open(address: DatabaseAddress, { database }: Config, log: Log): Database {
  return openDatabase({
    address,
    poolSize: database.poolSize,
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
}

/**
 * Opens the configured database, or starts and migrates the embedded one where none is configured.
 *
 * @param onFailure told once the embedded Postgres is gone for good
 * @throws EmbeddedPostgresError in one line, or the error of a migration
 */
export async function startDatabase(
  config: Config,
  log: Log,
  onFailure: (error: Error) => void,
): Promise<RunningDatabase> {
  if (config.database.url !== undefined) {
    const db = open({ connectionString: config.database.url }, config, log);
    return { db, close: () => db.destroy() };
  }
  const postgres = await startEmbeddedPostgres({ directory: config.dataDirectory, log, onFailure });
  const db = open(postgres.connection, config, log);
  const close = async (): Promise<void> => {
    await db.destroy();
    await postgres.stop();
  };
  try {
    for (const { name } of await migrateUp(db)) log.info({ migration: name }, 'migrated');
  } catch (error) {
    await close();
    throw error;
  }
  return { db, close };
}
