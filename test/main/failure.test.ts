import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { databaseUrl } from '../../src/database/address.ts';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

// The first test waits for attempts to restart Postgres.
t.jobs = 2;

t.test('logs the cause and exits with 1 when the embedded Postgres cannot be restarted', async (t) => {
  const DATA_DIRECTORY = await temporaryFolder(t);
  const server = startProcess(t, { DATA_DIRECTORY });
  await server.address;
  const [pid = ''] = (await readFile(join(DATA_DIRECTORY, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  await rename(join(DATA_DIRECTORY, 'postgres'), join(DATA_DIRECTORY, 'gone'));
  process.kill(Number(pid), 'SIGKILL');
  t.equal(await server.ended, 1);
  t.match(server.output(), /"err":\{.*closing after an error/);
});

t.test('warns at start if the database is not migrated', async (t) => {
  const { address, drop } = await createTestDatabase({ migrated: false });
  t.teardown(drop);
  const DATABASE_URL = databaseUrl(address);
  const server = startProcess(t, { DATABASE_URL, DATA_DIRECTORY: await temporaryFolder(t) });
  await server.address;
  while (!server.output().includes('is not migrated')) {
    await new Promise((resolve) => server.child.stdout.once('data', resolve));
  }
  t.match(server.output(), 'npm run migrate');
});
