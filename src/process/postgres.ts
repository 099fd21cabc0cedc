import {
  isMigrated,
  migrate,
  openPool,
  startEmbeddedPostgres,
  type Database,
  type DatabaseAddress,
  type Log,
} from '../database/index.ts';
import type { Config } from './config.ts';

/** A Postgres that accepts connections. */
export interface RunningPostgres {
  readonly address: DatabaseAddress;
  readonly stop: () => Promise<void>;
}

/**
 * Returns the configured Postgres. If none is configured, starts and migrates the embedded one.
 *
 * @param onFailure called when the embedded Postgres is gone for good
 * @throws EmbeddedPostgresError with a message of one line, or MigrationError
 */
export async function startPostgres(
  config: Config,
  log: Log,
  onFailure: (error: Error) => void,
): Promise<RunningPostgres> {
  if (config.database.url !== undefined) {
    return { address: { connectionString: config.database.url }, stop: () => Promise.resolve() };
  }
  const { address, stop } = await startEmbeddedPostgres({ directory: config.dataDirectory, log, onFailure });
  try {
    for (const { name } of await migrate(address, 'up')) log.info({ migration: name }, 'migrated');
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** Connection errors are reported by `/readyz` and by every request, so they are ignored here. */
async function warnUnlessMigrated(db: Database, log: Log): Promise<void> {
  if (!(await isMigrated(db).catch(() => true))) log.warn('the database is not migrated: run "npm run migrate"');
}

/** Opens the pool of this process, with its share of the connections. */
export function openDatabase(address: DatabaseAddress, { database, workers }: Config, log: Log): Database {
  const db = openPool({
    address,
    connections: Math.floor(database.poolSize / workers),
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  void warnUnlessMigrated(db, log);
  return db;
}
