import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
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

/** Writes the types of the database with kysely-codegen, read from a real Postgres after all migrations. */
export async function databaseTypes(): Promise<string> {
  const { address, stop } = await startTestCluster();
  const folder = await mkdtemp(join(tmpdir(), 'tasks-api-types-'));
  try {
    await migrate(address, 'up');
    const file = join(folder, 'database.ts');
    await run(process.execPath, [
      codegen,
      '--dialect=postgres',
      `--url=${databaseUrl(address)}`,
      '--exclude-pattern=tasks_api_migration',
      // The types that src/database/decoders.ts decodes to: ids are exact numbers, times are text.
      '--type-mapping={"timestamptz":"string","date":"string","int8":"number"}',
      `--out-file=${file}`,
    ]);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true, force: true });
    await stop();
  }
}
