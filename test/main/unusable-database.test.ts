import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { startTestCluster } from '../../scripts/test-run/cluster.ts';
import { openKysely } from '../../scripts/test-run/database.ts';
import { startProcess, temporaryFolder, type ServerProcess } from '../support/process.ts';

const secret = 'a secret of the test suite, long enough';
const headers = { authorization: `Bearer ${signDevelopmentToken(secret, 'alice', 600)}` };

interface Guarded {
  /** Parameters of a URL that select this Postgres. */
  readonly at: string;
  readonly user: string;
  readonly database: string;
  /** Gives the role `guarded` the password that the tests use. */
  readonly mend: () => Promise<void>;
}

/** Starts a Postgres that asks the role `guarded` for a password and refuses the role `refused`. */
async function startGuarded(t: Test): Promise<Guarded> {
  const folder = await temporaryFolder(t);
  const rules = join(folder, 'pg_hba.conf');
  await writeFile(
    rules,
    ['guarded scram-sha-256', 'refused reject', 'all trust'].map((one) => `local all ${one}\n`).join(''),
  );
  await chmod(folder, 0o755);
  const { address, stop } = await startTestCluster({ settings: [`hba_file=${rules}`] });
  const db = openKysely(address, 1);
  t.teardown(async () => {
    await db.destroy();
    await stop();
  });
  await sql`set password_encryption = 'scram-sha-256'`.execute(db);
  for (const role of ['guarded', 'refused']) await sql.raw(`create role ${role} login password 'halibut'`).execute(db);
  return {
    at: `host=${address.host}&port=${address.port}`,
    user: address.user,
    database: address.database,
    mend: async () => {
      await sql`alter role guarded password 'swordfish'`.execute(db);
    },
  };
}

function start(t: Test, DATABASE_URL: string, environment: Readonly<Record<string, string>> = {}): ServerProcess {
  return startProcess(t, { NODE_ENV: 'production', BETTER_AUTH_SECRET: secret, DATABASE_URL, ...environment });
}

const warnings = ({ output }: ServerProcess): string[] =>
  output().match(/^\{"level":40,.*"msg":"the database (?:cannot|is).*$/gm) ?? [];

/** Expects one line that says what was tried and what came, and answers with 503. */
async function expectUnusable(t: Test, server: ServerProcess, line: RegExp): Promise<void> {
  const origin = await server.address;
  while (warnings(server).length === 0) await setTimeout(20);
  t.match(warnings(server)[0], line);
  for (const path of ['/readyz', '/api/alice/tasks', '/readyz']) {
    t.equal((await fetch(origin + path, { headers })).status, 503, path);
  }
  t.equal(warnings(server).length, 1, 'one line');
  t.notMatch(server.output(), /swordfish/);
}

t.test('tells at start why the database cannot be used, and goes on', async (t) => {
  const { at, user, database } = await startGuarded(t);
  for (const [url, fields, reason] of [
    [
      `postgresql://guarded:swordfish@/${database}?${at}`,
      '"user":"guarded"',
      'password authentication failed for user',
    ],
    [
      `postgresql://guarded@/${database}?${at}`,
      '"user":"guarded"',
      'it asks for a password, and DATABASE_URL has none',
    ],
    [`postgresql://refused:swordfish@/${database}?${at}`, '"user":"refused"', 'pg_hba.conf rejects connection'],
    [`postgresql://nobody:swordfish@/${database}?${at}`, '"user":"nobody"', 'role .*nobody.* does not exist'],
    [`postgresql://${user}@/absent?${at}`, '"database":"absent"', 'database .*absent.* does not exist'],
    [`postgresql://${user}@/${database}?${at}&sslmode=verify-full`, `"user":"${user}"`, 'does not support SSL'],
    ['postgresql://app:swordfish@localhost:1/tasks', '"host":"localhost","port":1', 'connect ECONNREFUSED'],
    [
      'postgresql://app:swordfish@db.invalid/tasks',
      '"host":"db.invalid","port":5432',
      'getaddrinfo (?:ENOTFOUND|EAI_AGAIN)',
    ],
    [`postgresql://${user}@/${database}?${at}`, `"database":"${database}"`, 'not migrated: run .*npm run migrate'],
  ] as const) {
    const server = start(t, url);
    await expectUnusable(t, server, new RegExp(`${fields}.*"msg":"the database (?:cannot be used: |is ).*${reason}`));
    server.child.kill('SIGINT');
    await server.ended;
  }
});

t.test('serves as soon as the database is mended', async (t) => {
  const { at, database, mend } = await startGuarded(t);
  const server = start(t, `postgresql://guarded:swordfish@/${database}?${at}`);
  await expectUnusable(t, server, /password authentication failed/);
  await mend();
  // A connection that began before still fails, and the first requests after it share its answer.
  const readiness = async (): Promise<string> => (await fetch(`${await server.address}/readyz`)).text();
  const deadline = performance.now() + 10_000;
  let answer = await readiness();
  while (!answer.includes('not migrated') && performance.now() < deadline) {
    await setTimeout(20);
    answer = await readiness();
  }
  t.match(answer, 'not migrated', 'the password is right now');
});

t.test('tells it once for all workers', async (t) => {
  const server = start(t, 'postgresql://app:swordfish@127.0.0.1:1/tasks', { WORKERS: '2' });
  await expectUnusable(t, server, /connect ECONNREFUSED 127\.0\.0\.1:1/);
  await setTimeout(500);
  t.equal(warnings(server).length, 1);
});
