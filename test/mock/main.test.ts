import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { startProcess } from '../support/process.ts';

const run = promisify(execFile);

function startMockProcess(t: Test, environment: Readonly<Record<string, string>> = {}) {
  return startProcess(t, environment, join('mock', 'main.js'));
}

t.test('starts without an environment, answers the printed command and ends on SIGTERM', async (t) => {
  const mock = startMockProcess(t);
  const address = await mock.address;
  const [command = ''] = /^curl -i .*$/m.exec(mock.output()) ?? [];
  const { stdout } = await run('sh', ['-c', `${command} -s`]);
  t.match(stdout, /^HTTP\/1\.1 200 OK\r\n[^]*"title":"Buy milk"/);
  t.match(mock.output(), `${address}/docs`);
  mock.child.kill('SIGTERM');
  t.equal(await mock.ended, 0);
  t.match(mock.output(), '"closing"');
});

t.test('ends on SIGINT', async (t) => {
  const mock = startMockProcess(t);
  await mock.address;
  mock.child.kill('SIGINT');
  t.equal(await mock.ended, 0);
});

t.test('prints preferences that the contract can satisfy', async (t) => {
  const mock = startMockProcess(t);
  const url = `${await mock.address}/api/demo/tasks`;
  const printed = [...mock.output().matchAll(/-H 'prefer: ([^']+)'/g)].map(([, prefer = '']) => prefer);
  t.equal(printed.length, 3);
  for (const prefer of printed) {
    const path = prefer === 'code=404' ? `${url}/42` : url;
    const response = await fetch(path, { headers: { authorization: 'Bearer any', prefer } });
    t.equal(response.headers.get('preference-applied'), prefer);
  }
});

t.test('warns of a name that is almost one of its variables, and of no other', async (t) => {
  const mock = startMockProcess(t, { CORS_ORIGIN: 'https://app.example.com', DATABASE_UR: 'x' });
  await mock.address;
  t.match(mock.output(), '"CORS_ORIGIN is not read. Did you mean CORS_ORIGINS?"');
  t.notMatch(mock.output(), 'DATABASE_UR');
});

t.test('refuses to run in production, whatever is configured', async (t) => {
  const configured = {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
    JWKS_URL: 'https://app.example.com/jwks',
  };
  for (const environment of [{}, configured]) {
    const mock = startMockProcess(t, { NODE_ENV: 'production', ...environment });
    t.equal(await mock.ended, 1);
    t.equal(
      mock.output(),
      'tasks-api cannot start. The mock accepts any token: it does not run with NODE_ENV=production.\n',
    );
  }
});

t.test('ignores variables of the server, and refuses wrong values of its own', async (t) => {
  const mock = startMockProcess(t, { BETTER_AUTH_SECRET: 'short', DATABASE_URL: 'mysql://db', LOG_LEVEL: 'silent' });
  t.match(await mock.address, /^http/);
  const refused = startMockProcess(t, { CORS_ORIGINS: 'localhost' });
  t.equal(await refused.ended, 1);
  t.match(refused.output(), /^tasks-api cannot start\. CORS_ORIGINS must be origins .*\n$/);
});
