import pg from 'pg';
import { socketPort } from './socket-folder.ts';

/** What pg's `Client` and `Pool` take. */
export interface Connection {
  /** The folder of the Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** A socket has none, whatever PGSSLMODE says. */
  readonly ssl: false;
}

/** The one role, made by initdb. */
export const superuser = 'tasks';
const databaseName = 'tasks';

/** How to reach the database of a cluster whose socket is in this folder. */
export function connectionTo(socketFolder: string, database = databaseName): Connection {
  return { host: socketFolder, port: socketPort, user: superuser, database, ssl: false };
}

/** Connects to a running Postgres and makes the database where it is missing. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ ...connectionTo(socketFolder, 'postgres'), connectionTimeoutMillis: 10_000 });
  // Without a listener, a connection lost between two queries would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
}
