import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { DatabaseAddress } from '../../src/database/address.ts';
import { openMigrationPool } from '../../src/database/migration-pool.ts';
import { migrateUp } from '../../src/database/migrator.ts';
import { startTestCluster } from '../test-run/cluster.ts';

const run = promisify(execFile);
const codegen = join(
  dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json')),
  'dist',
  'cli',
  'bin.js',
);

async function migrate(address: DatabaseAddress): Promise<void> {
  const db = openMigrationPool({
    address,
    poolSize: 2,
    onConnectionLost: (error) => {
      throw error;
    },
  });
  try {
    await migrateUp(db);
  } finally {
    await db.destroy();
  }
}

/** Writes the types of the migrated database, read from a real one. */
export async function writeDatabaseTypes(file: string): Promise<void> {
  const { address: connection, stop } = await startTestCluster();
  try {
    await migrate(connection);
    const address = new URLSearchParams({
      host: connection.host,
      user: connection.user,
      port: String(connection.port),
    });
    await run(process.execPath, [
      codegen,
      '--dialect=postgres',
      `--url=postgresql:///${connection.database}?${address.toString()}`,
      '--exclude-pattern=kysely_migration*',
      // As src/database/migration-pool.ts has them arrive.
      '--type-mapping={"timestamptz":"string","int8":"number"}',
      `--out-file=${file}`,
    ]);
  } finally {
    await stop();
  }
}
