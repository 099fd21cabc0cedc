import cluster from 'node:cluster';
import {
  databaseTarget,
  findDatabaseFault,
  migrate,
  openPool,
  startEmbeddedPostgres,
  type Database,
  type DatabaseAddress,
  type DatabaseTarget,
  type Log,
} from '../database/index.ts';
import { reasonOf } from '../values/error-reason.ts';
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
    for (const { name } of await migrate(address, 'up', config.database.schema))
      log.info({ migration: name }, 'migrated');
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, stop };
}

/** Explains what pg says only for itself. */
function explain(error: unknown): string {
  const reason = reasonOf(error);
  return reason.includes('password must be a string') ? 'it asks for a password, and DATABASE_URL has none' : reason;
}

/**
 * Writes one line if the database cannot serve: not reached, wrong password, no such database, not migrated. Whatever
 * it is, the server goes on, because it can be mended without a restart. Meanwhile `/readyz` and requests get 503.
 */
async function warnUnlessReady(db: Database, target: DatabaseTarget, log: Log): Promise<void> {
  try {
    const fault = await findDatabaseFault(db);
    if (fault === undefined) return;
    log.warn(target, `the database is ${fault}${fault === 'not migrated' ? ': run "npm run migrate"' : ''}`);
  } catch (error) {
    log.warn({ ...target, reason: explain(error) }, `the database cannot be used: ${explain(error)}`);
  }
}

/** Opens the pool of this process, with its share of the connections. */
export function openDatabase(address: DatabaseAddress, { database, workers }: Config, log: Log): Database {
  const db = openPool({
    address,
    schema: database.schema,
    connections: Math.floor(database.poolSize / workers),
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  // One worker speaks for all.
  if ((cluster.worker?.id ?? 1) === 1) void warnUnlessReady(db, databaseTarget(address), log);
  return db;
}
