/** A database with the schema of the version before, and servers of both versions on it. */
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Kysely } from 'kysely';
import type { Test } from 'tap';
import type { DB } from '../../../generated/database.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';
import { databaseUrl } from '../../../src/database/address.ts';
import { secret } from '../../main/production.ts';
import { createClient, type Client } from '../../races/support/client.ts';
import { startProcess, type ServerProcess } from '../../support/process.ts';
import type { EarlierVersion } from './earlier-version.ts';

const execute = promisify(execFile);

/** A server and its client. Both end with the test. */
export interface Serving {
  readonly server: ServerProcess;
  readonly client: Client;
}

export interface Upgrade {
  readonly db: Kysely<DB>;
  readonly startEarlier: () => Promise<Serving>;
  readonly startPresent: () => Promise<Serving>;
  /** Runs this version's `npm run migrate`. @returns the time it took in ms @throws Error if it fails */
  readonly migrate: () => Promise<number>;
}

async function serve(t: Test, url: string, program: string): Promise<Serving> {
  const environment = {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    BETTER_AUTH_SECRET: secret,
    REQUESTS_PER_MINUTE: '1000000000',
  };
  const server = startProcess(t, environment, program);
  const client = createClient(await server.address);
  t.teardown(client.close);
  return { server, client };
}

/** Creates a database, and migrates it as the version before does. It is dropped with the test. */
export async function prepareUpgrade(t: Test, earlier: EarlierVersion): Promise<Upgrade> {
  const { address, db, drop } = await createTestDatabase({ migrated: false });
  t.teardown(drop);
  const url = databaseUrl(address);
  const migrateWith = async (program: string): Promise<number> => {
    const started = performance.now();
    // A folder without a developer's .env.
    await execute(process.execPath, [program], { cwd: tmpdir(), env: { ...process.env, DATABASE_URL: url } });
    return performance.now() - started;
  };
  await migrateWith(earlier.program('process/migrate.js'));
  return {
    db,
    startEarlier: () => serve(t, url, earlier.program('main.js')),
    startPresent: () => serve(t, url, 'main.js'),
    migrate: () => migrateWith(join(compiledRoot, 'src', 'process', 'migrate.js')),
  };
}
