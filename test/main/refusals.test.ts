import { once } from 'node:events';
import { createServer } from 'node:net';
import t from 'tap';
import { startProcess, temporaryFolder } from '../support/process.ts';

const production = { NODE_ENV: 'production', BETTER_AUTH_SECRET: 'a secret of the test suite, long enough' };
const database = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' };

const cases: Record<string, [Record<string, string>, RegExp]> = {
  'production without anything': [{ NODE_ENV: 'production' }, /DATABASE_URL and BETTER_AUTH_SECRET or JWKS_URL/],
  'production without a key': [{ NODE_ENV: 'production', ...database }, /BETTER_AUTH_SECRET or JWKS_URL/],
  'a short secret': [{ BETTER_AUTH_SECRET: 'short' }, /BETTER_AUTH_SECRET must be at least 32 bytes/],
  'a name that seems to say production': [
    { NODE_EVN: 'production' },
    /NODE_EVN is set to production, but only NODE_ENV/,
  ],
  'an origin with a wildcard': [{ CORS_ORIGINS: 'https://*.example.com' }, /not "https:\/\/\*\.example\.com"\. A "\*"/],
  'a password to encode': [{ DATABASE_URL: 'postgres://app:p/w@db/tasks' }, /must be percent-encoded/],
  'a host that is none': [{ HOST: 'host.invalid', ...database }, /ENOTFOUND|EAI_AGAIN.*Set HOST/],
  'an address of another machine': [{ HOST: '192.0.2.1', ...database }, /EADDRNOTAVAIL.*Set HOST/],
  'a port that is not a number': [{ PORT: 'http' }, /PORT must be a whole number/],
};

for (const [name, [environment, message]] of Object.entries(cases)) {
  t.test(`refuses ${name} in one line`, async (t) => {
    const server = startProcess(t, environment);
    t.equal(await server.ended, 1);
    t.match(server.output(), message);
    t.equal(
      server
        .output()
        .replace(/^\{.*\n/gm, '')
        .trim()
        .split('\n').length,
      1,
    );
  });
}

t.test('names every fault, and the name that was meant', async (t) => {
  const server = startProcess(t, { NODE_ENV: 'production', PORT: 'http', DATABASE_UR: 'postgres://app:swordfish@db/' });
  t.equal(await server.ended, 1);
  const faults = ['PORT must be [^\n]*, not "http"\\.', 'NODE_ENV=production needs DATABASE_URL and [^\n]*'];
  const lines = [...faults, 'DATABASE_UR is not read\\. Did you mean DATABASE_URL\\?'].map((line) => `\n- ${line}`);
  t.match(
    server.output(),
    new RegExp(`^tasks-api cannot start\\. The configuration has 3 faults:${lines.join('')}\n$`),
  );
});

t.test('refuses arguments', async (t) => {
  const server = startProcess(t, database, 'main.js', undefined, ['--port', '9000']);
  t.equal(await server.ended, 1);
  t.match(server.output(), /^tasks-api cannot start\. It takes no arguments/);
});

t.test('warns of names and parameters that are not read, once for all workers', async (t) => {
  const DATABASE_URL = `${database.DATABASE_URL}?sslmode=disable&pgbouncer=true`;
  const server = startProcess(t, { ...production, DATABASE_URL, WORKERS: '2', CORS_ORIGIN: 'https://swordfish' });
  await server.address;
  t.equal(
    server.output().match(/"level":40,[^\n]*"CORS_ORIGIN is not read\. Did you mean CORS_ORIGINS\?"/g)?.length,
    1,
  );
  t.equal(server.output().match(/"level":40,[^\n]*parameters that are ignored: pgbouncer\."/g)?.length, 1);
  t.notMatch(server.output(), /swordfish/);
});

t.test('refuses a taken port in one line, and leaves nothing behind', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.teardown(() => taken.close());
  await once(taken, 'listening');
  const bound = taken.address();
  const PORT = typeof bound === 'object' && bound ? String(bound.port) : '';
  const DATA_DIRECTORY = await temporaryFolder(t);
  const refused = startProcess(t, { PORT, DATA_DIRECTORY, LOG_LEVEL: 'silent' });
  t.equal(await refused.ended, 1);
  t.match(refused.output(), /^tasks-api cannot start\. .*EADDRINUSE.*: set PORT to another port/);
  const next = startProcess(t, { DATA_DIRECTORY });
  t.match(await next.address, /^http/);
});
