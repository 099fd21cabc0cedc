import type { Kysely } from 'kysely';
import type { Test } from 'tap';
import type { DB } from '../../../generated/database.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';
import { databaseUrl } from '../../../src/database/address.ts';
import { secret } from '../../main/production.ts';
import { startProcess } from '../../support/process.ts';
import { createClient, type Client } from './client.ts';
import { pick } from './choice.ts';

/** Several server processes on one database, as production runs them. All end with the test. */
export interface Servers {
  /** A client of the process with this index, or of the one that many places after the last. */
  readonly client: (index: number) => Client;
  /** Kills a process with SIGKILL, and starts another one at its address. */
  readonly kill: (index: number) => Promise<void>;
  readonly db: Kysely<DB>;
}

async function startServer(t: Test, url: string) {
  const start = (port: string) =>
    startProcess(t, {
      NODE_ENV: 'production',
      PORT: port,
      DATABASE_URL: url,
      BETTER_AUTH_SECRET: secret,
      REQUESTS_PER_MINUTE: '1000000000',
    });
  let server = start('0');
  const origin = await server.address;
  const client = createClient(origin);
  t.teardown(client.close);
  return {
    client,
    async kill() {
      server.child.kill('SIGKILL');
      await server.ended;
      server = start(new URL(origin).port);
      await server.address;
    },
  };
}

/** Starts server processes on a database of their own. */
export async function startServers(t: Test, count: number): Promise<Servers> {
  const { address, db, drop } = await createTestDatabase();
  t.teardown(drop);
  const url = databaseUrl(address);
  const servers = await Promise.all(Array.from({ length: count }, () => startServer(t, url)));
  return {
    client: (index) => pick(servers, index).client,
    kill: (index) => pick(servers, index).kill(),
    db,
  };
}
