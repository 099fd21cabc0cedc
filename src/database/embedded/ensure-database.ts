import pg from 'pg';
import { addressOf, databaseName } from './address.ts';

/** Connects to a running Postgres and creates the database if it does not exist. */
export async function ensureDatabase(socketFolder: string): Promise<void> {
  const client = new pg.Client({ ...addressOf(socketFolder, 'postgres'), connectionTimeoutMillis: 10_000 });
  // Without a listener, losing the connection between two queries would end this process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
}
