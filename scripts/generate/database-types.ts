import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
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

/** Writes the types of the database with kysely-codegen, read from a real Postgres after all migrations. */
export async function databaseTypes(): Promise<string> {
  const { connection, stop } = await startTestCluster();
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-types-'));
  try {
    await migrate(connection);
    const address = new URLSearchParams({
      host: connection.host,
      user: connection.user,
      port: String(connection.port),
    });
    const file = join(folder, 'database.ts');
    await run(process.execPath, [
      codegen,
      '--dialect=postgres',
      `--url=postgresql:///${connection.database}?${address.toString()}`,
      '--exclude-pattern=kysely_migration*',
      // These types must be the ones that src/database/migration-pool.ts parses.
      '--type-mapping={"timestamptz":"string","int8":"number"}',
      `--out-file=${file}`,
    ]);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
    await stop();
  }
}
