import pg from 'pg';
import { PORT } from './socket-folder.ts';

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
export const SUPERUSER = 'tasks';
const DATABASE = 'tasks';

/** How to reach the database of a cluster whose socket is in this folder. */
export function connectionTo(socketFolder: string, database = DATABASE): Connection {
  return { host: socketFolder, port: PORT, user: SUPERUSER, database, ssl: false };
}

/** Connects to a running Postgres and makes the database where it is missing. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ ...connectionTo(socketFolder, 'postgres'), connectionTimeoutMillis: 10_000 });
  // Without a listener, a connection lost between two queries would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)}`);
  } finally {
    await client.end();
  }
}
