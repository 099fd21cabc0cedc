import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { migrations } from '../../migrations/index.ts';
import { databaseUrl } from '../../src/database/address.ts';
import { isMigrated } from '../../src/database/migrator.ts';
import { openPool } from '../../src/database/pool.ts';
import { findDatabaseFault } from '../../src/database/readiness.ts';
import { compiledRoot } from '../../scripts/test-run/compiled-root.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';

const names = Object.keys(migrations);

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run migrate`. @returns its exit code and output */
function migrate(databaseUrl: string, ...parameters: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [join(compiledRoot, 'src', 'process', 'migrate.js'), ...parameters],
      // A folder without a developer's .env.
      { cwd: tmpdir(), env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: databaseUrl } },
      (error, stdout, stderr) => {
        const code = child.exitCode;
        if (code === null) reject(error ?? new Error('The command ended by a signal.'));
        else resolve({ code, stdout, stderr });
      },
    );
  });
}

async function emptyDatabase(t: Test): Promise<{ database: TestDatabase; url: string }> {
  const database = await createTestDatabase({ migrated: false });
  t.teardown(database.drop);
  return { database, url: databaseUrl(database.address) };
}

t.test('migrates up and down, and does nothing when nothing is left to do', async (t) => {
  const { database, url } = await emptyDatabase(t);
  const up = await migrate(url);
  t.match(up, { code: 0, stdout: names.map((name) => `up ${name}\n`).join(''), stderr: '' });
  t.ok(await isMigrated(database.pool));
  t.match(await migrate(url, 'up'), { code: 0, stdout: 'nothing to do\n' });
  for (const name of names.toReversed()) {
    t.match(await migrate(url, 'down'), { code: 0, stdout: `down ${name}\n` });
    t.notOk(await isMigrated(database.pool));
  }
  t.match(await migrate(url, 'down'), { code: 0, stdout: 'nothing to do\n' });
});

t.test('refuses unknown arguments, and then does nothing', async (t) => {
  const { database, url } = await emptyDatabase(t);
  for (const parameters of [['sideways'], ['up', 'down'], ['UP'], ['--hlep']]) {
    const outcome = await migrate(url, ...parameters);
    t.match(outcome, { code: 1, stdout: '', stderr: /^usage: npm run migrate/m }, parameters.join(' '));
  }
  t.notOk(await isMigrated(database.pool), 'nothing was done');
});

t.test('shows its usage on request, whatever the configuration', async (t) => {
  for (const option of ['--help', '-h']) {
    t.match(await migrate('nonsense', option), { code: 0, stdout: /^usage: npm run migrate/, stderr: '' });
  }
});

t.test('names every address that refused the connection', async (t) => {
  const { code, stderr } = await migrate('postgres://tasks:swordfish@localhost:1/tasks');
  t.equal(code, 1);
  t.match(stderr, /^Migrating failed: connect ECONNREFUSED \S+:1(?:; connect ECONNREFUSED \S+:1)?\n$/);
});

t.test('refuses to run without DATABASE_URL', async (t) => {
  t.match(await migrate(''), { code: 1, stdout: '', stderr: /^DATABASE_URL is not set/m });
});

t.test('refuses a DATABASE_URL of another database in one line, without the password', async (t) => {
  const { code, stdout, stderr } = await migrate('mysql://tasks:swordfish@db.example.com/tasks');
  t.match({ code, stdout }, { code: 1, stdout: '' });
  t.match(stderr, /DATABASE_URL must be a URL/);
  t.notMatch(stderr, /swordfish/);
});

t.test('names the reason when the database cannot be reached, without the password', async (t) => {
  const { code, stdout, stderr } = await migrate('postgres://tasks:swordfish@127.0.0.1:1/tasks');
  t.match({ code, stdout }, { code: 1, stdout: '' });
  t.match(stderr, /ECONNREFUSED/);
  t.notMatch(stderr, /swordfish/);
});

t.test('migrates the schema that DATABASE_SCHEMA names, whatever the search path is', async (t) => {
  const { database, url } = await emptyDatabase(t);
  await sql`create schema elsewhere`.execute(database.db);
  await sql`alter database ${sql.id(database.address.database)} set search_path = elsewhere`.execute(database.db);
  process.env['DATABASE_SCHEMA'] = 'tasks_of_ours';
  t.teardown(() => Reflect.deleteProperty(process.env, 'DATABASE_SCHEMA'));
  t.match(await migrate(url), { code: 0, stderr: '' });
  const { rows } = await sql<{ schema: string }>`
    select distinct schemaname as schema from pg_tables where tablename in ('tasks', 'users', 'tasks_api_migration')
  `.execute(database.db);
  t.strictSame(rows, [{ schema: 'tasks_of_ours' }]);
  const onConnectionLost = (error: Error) => t.error(error);
  const pool = openPool({ address: database.address, schema: 'tasks_of_ours', connections: 4, onConnectionLost });
  t.equal(await findDatabaseFault(pool), undefined);
  await pool.close();
});

t.test('two runs at the same time migrate once', async (t) => {
  const { database, url } = await emptyDatabase(t);
  const outcomes = await Promise.all([migrate(url), migrate(url)]);
  t.strictSame(
    outcomes.map(({ code, stderr }) => ({ code, stderr })),
    [
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ],
  );
  const everyUp = names.map((name) => `up ${name}\n`).join('');
  t.strictSame(outcomes.map(({ stdout }) => stdout).toSorted(), ['nothing to do\n', everyUp]);
  const { rows } = await sql<{ name: string }>`select name from tasks_api_migration`.execute(database.db);
  t.equal(rows.length, names.length);
});
