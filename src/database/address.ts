import type { ClientConfig } from 'pg';

/** Where Postgres is: a URL, or the parts of an address whose host may be the folder of a Unix socket. */
export type DatabaseAddress =
  | { readonly connectionString: string }
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string };

/** How long a request waits for a connection before it is answered with a 503. */
const connectTimeoutMs = 5_000;

/** How every connection is made. No startup parameter (`statement_timeout`, `options`) is sent, because PgBouncer refuses them. */
export function clientConfig(address: DatabaseAddress): ClientConfig {
  return { ...address, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true, enableChannelBinding: true };
}
