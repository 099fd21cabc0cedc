import type { Config } from './config.ts';
import {
  type DatabaseAddress,
  startEmbeddedPostgres,
  type Log,
  openMigrationPool,
  isMigrated,
  migrateUp,
  openPool,
  type Database,
} from '../database/index.ts';

/** A Postgres that can be asked, and how to leave it. */
export interface RunningPostgres {
  readonly address: DatabaseAddress;
  readonly stop: () => Promise<void>;
}

function onConnectionLost(log: Log) {
  return (error: Error): void => log.warn({ err: error }, 'a database connection was lost');
}

async function migrate(address: DatabaseAddress, log: Log): Promise<void> {
  const db = openMigrationPool({ address, poolSize: 1, onConnectionLost: onConnectionLost(log) });
  try {
    for (const { name } of await migrateUp(db)) log.info({ migration: name }, 'migrated');
  } finally {
    await db.destroy();
  }
}

/**
 * The configured Postgres, or the embedded one, started and migrated, where none is configured.
 *
 * @param onFailure told once the embedded Postgres is gone for good
 * @throws EmbeddedPostgresError in one line, or MigrationError
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
    await migrate(address, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** An address as `DATABASE_URL` has it. */
export function urlOf(address: DatabaseAddress): string {
  if ('connectionString' in address) return address.connectionString;
  const { host, port, user, database } = address;
  return `postgresql:///${database}?${new URLSearchParams({ host, port: String(port), user, sslmode: 'disable' }).toString()}`;
}

/** A database that is away is no news here: `/readyz` and every request tell of it. */
async function warnWhereNotMigrated(db: Database, log: Log): Promise<void> {
  if (!(await isMigrated(db).catch(() => true))) log.warn('the database is not migrated: run "npm run migrate"');
}

/** Opens a database for this process's share of the connections. */
export function openDatabase(address: DatabaseAddress, { database, workers }: Config, log: Log): Database {
  const connections = Math.floor(database.poolSize / workers);
  const db = openPool({ address, connections, onConnectionLost: onConnectionLost(log) });
  void warnWhereNotMigrated(db, log);
  return db;
}
