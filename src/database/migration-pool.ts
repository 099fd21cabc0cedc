import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '../../generated/database.ts';
import { clientConfig, type DatabaseAddress } from './address.ts';

/** A database with transactions: what migrates. Requests are answered through pool, which have none. */
export type KyselyDatabase = Kysely<DB>;

export interface MigrationPoolOptions {
  readonly address: DatabaseAddress;
  /** The most connections that are open at once. */
  readonly poolSize: number;
  /** Told of every idle connection that broke. Without a listener, one broken connection would end the process. */
  readonly onConnectionLost: (error: Error) => void;
}

function parseId(text: string): number {
  const id = Number(text);
  if (!Number.isSafeInteger(id)) throw new RangeError(`The bigint ${text} cannot be held exactly.`);
  return id;
}

/**
 * How values arrive: a bigint as an exact number, every time as the text that Postgres wrote. A Date would lose microseconds.
 */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, parseId);
const { DATE, TIMESTAMP, TIMESTAMPTZ } = pg.types.builtins;
for (const type of [DATE, TIMESTAMP, TIMESTAMPTZ]) types.setTypeParser(type, (text: string) => text);

/** Opens a pool. Nothing is connected until the first query. `destroy()` waits for what runs and closes it. */
export function openMigrationPool({ address, poolSize, onConnectionLost }: MigrationPoolOptions): KyselyDatabase {
  const pool = new pg.Pool({ ...clientConfig(address), types, max: poolSize });
  pool.on('error', onConnectionLost);
  // The pool listens to idle connections only. One that breaks in use fails its query, and must not end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
}
