import type { ClientConfig } from 'pg';
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
