import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { DB } from '../../generated/database.ts';
import { prepareStatements } from './prepared-statements.ts';

/** What every query is built on. A transaction of it is one too. */
export type Database = Kysely<DB>;

/** Where Postgres is: a URL, or the parts of an address whose host may be the folder of a Unix socket. */
export type DatabaseAddress =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

export interface DatabaseOptions {
  readonly address: DatabaseAddress;
  /** The most connections that are open at once. */
  readonly poolSize: number;
  /** Told of every idle connection that broke. Without a listener, one broken connection would end the process. */
  readonly onConnectionLost: (error: Error) => void;
  /** How long a statement may take; undefined, for migrations, as long as it takes. */
  readonly queryTimeoutMs: number | undefined;
}

/** How long a request waits for a connection, and for a statement, before it is answered with a 503. */
const connectTimeoutMs = 5_000;
export const servingQueryTimeoutMs = 10_000;

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

/**
 * Opens a pool. Nothing is connected until the first query. `destroy()` waits for what runs and closes it.
 *
 * No startup parameter (`statement_timeout`, `options`) is sent, because PgBouncer refuses them.
 */
export function openDatabase({ address, poolSize, onConnectionLost, queryTimeoutMs }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...address,
    types,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    ...(queryTimeoutMs === undefined ? {} : { query_timeout: queryTimeoutMs }),
    keepAlive: true,
    maxLifetimeSeconds: 1_800,
    idleTimeoutMillis: 60_000,
    enableChannelBinding: true,
  });
  pool.on('error', onConnectionLost);
  // The pool listens to idle connections only. One that breaks in use fails its query, and must not end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: prepareStatements(pool) }) });
}
