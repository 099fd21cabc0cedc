import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { databaseUrl } from '../../src/database/address.ts';
import { migrate } from '../../src/database/migrator.ts';
import { startTestCluster } from '../test-run/cluster.ts';

const run = promisify(execFile);
const codegen = join(
  dirname(createRequire(import.meta.url).resolve('kysely-codegen/package.json')),
  'dist',
  'cli',
  'bin.js',
);

/** Writes the types of the migrated database to a file. They are read from a real database. */
export async function writeDatabaseTypes(file: string): Promise<void> {
  const { address: connection, stop } = await startTestCluster();
  try {
    await migrate(connection, 'up');
    await run(process.execPath, [
      codegen,
      '--dialect=postgres',
      `--url=${databaseUrl(connection)}`,
      '--exclude-pattern=kysely_migration*',
      // The types that src/database/decoders.ts decodes to: ids are exact numbers, times are text.
      '--type-mapping={"timestamptz":"string","int8":"number"}',
      `--out-file=${file}`,
    ]);
  } finally {
    await stop();
  }
}
