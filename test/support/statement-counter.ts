import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Test } from 'tap';
import { openPool, type Database } from '../../src/database/pool.ts';
import type { TestPostgres } from '../../scripts/test-run/database.ts';

/** A database that counts its statements. */
export interface CountedDatabase {
  readonly pool: Database;
  /** The number of statements sent to Postgres for execution so far. */
  readonly executed: () => number;
}

/** Counts the transactions that a client runs: Query and Sync messages (PostgreSQL, "Message Formats"). */
function countExecutions(client: Socket, onExecution: () => void): void {
  let rest = Buffer.alloc(0);
  // The first message of a connection has no type byte.
  let typeBytes = 0;
  client.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typeBytes + 4) {
      const length = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < length) return;
      if (typeBytes === 1 && ['Q', 'S'].includes(rest.toString('latin1', 0, 1))) onExecution();
      rest = rest.subarray(length);
      typeBytes = 1;
    }
  });
}

/**
 * Opens a database through a proxy that reads the traffic, so that every kind of statement counts. It closes when the
 * test ends.
 */
export async function countStatements(t: Test, address: TestPostgres): Promise<CountedDatabase> {
  let count = 0;
  const proxy = createServer((client) => {
    const server = connect(join(address.host, `.s.PGSQL.${address.port}`));
    countExecutions(client, () => (count += 1));
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const bound = proxy.address();
  if (bound === null || typeof bound === 'string') throw new Error('The proxy has no port.');
  const pool = openPool({
    address: { ...address, host: '127.0.0.1', port: bound.port },
    connections: 4,
    onConnectionLost: () => undefined,
  });
  t.teardown(async () => {
    await pool.close();
    proxy.close();
  });
  return { pool, executed: () => count };
}
