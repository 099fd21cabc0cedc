import pg, { type ClientConfig } from 'pg';
import { databaseWithinMs } from '../values/time-limits.ts';

/** Location of a PostgreSQL database: a URL, or host and names. The host may be the folder of a Unix socket. */
export type DatabaseAddress =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/**
 * Returns the settings of every connection.
 *
 * No startup parameter (`statement_timeout`, `options`) is sent, because PgBouncer refuses them.
 */
export function clientConfig(address: DatabaseAddress): ClientConfig {
  return { ...address, connectionTimeoutMillis: databaseWithinMs, keepAlive: true, enableChannelBinding: true };
}

/** Writes an address as a `DATABASE_URL`. `sslmode=disable`: a socket has no TLS, whatever PGSSLMODE says. */
export function databaseUrl(address: DatabaseAddress): string {
  if ('connectionString' in address) return address.connectionString;
  const { host, port, user, database } = address;
  const query = new URLSearchParams({ host, port: String(port), user, sslmode: 'disable' });
  return `postgresql:///${database}?${query.toString()}`;
}

/** Where a connection goes, and as whom. Has no password. */
export interface DatabaseTarget {
  readonly host: string;
  readonly port: number;
  readonly database: string | undefined;
  readonly user: string | undefined;
}

/**
 * Reads an address as pg does when it connects.
 *
 * @throws the error of pg: a TypeError or URIError for a URL, or the error of the system for a certificate's file
 */
export function databaseTarget(address: DatabaseAddress): DatabaseTarget {
  const { host, port, database, user } = new pg.Client({ ...address });
  return { host, port, database, user };
}
