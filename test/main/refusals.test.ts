import { once } from 'node:events';
import { createServer } from 'node:net';
import t from 'tap';
import { startProcess, temporaryFolder } from '../support/process.ts';

const database = { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' };

const cases: Record<string, [Record<string, string>, RegExp]> = {
  'production without anything': [{ NODE_ENV: 'production' }, /DATABASE_URL and BETTER_AUTH_SECRET or JWKS_URL/],
  'production without a key': [{ NODE_ENV: 'production', ...database }, /BETTER_AUTH_SECRET or JWKS_URL/],
  'a short secret': [{ BETTER_AUTH_SECRET: 'short' }, /BETTER_AUTH_SECRET must be at least 32 bytes/],
  'a port that is not a number': [{ PORT: 'http' }, /PORT must be a whole number/],
};

for (const [name, [environment, message]] of Object.entries(cases)) {
  t.test(`refuses ${name} in one line`, async (t) => {
    const server = startProcess(t, environment);
    t.equal(await server.ended, 1);
    t.match(server.output(), message);
    t.equal(server.output().trim().split('\n').length, 1);
  });
}

t.test('refuses a taken port in one line, and leaves nothing behind', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.teardown(() => taken.close());
  await once(taken, 'listening');
  const bound = taken.address();
  const PORT = typeof bound === 'object' && bound ? String(bound.port) : '';
  const DATA_DIRECTORY = await temporaryFolder(t);
  const refused = startProcess(t, { PORT, DATA_DIRECTORY, LOG_LEVEL: 'silent' });
  t.equal(await refused.ended, 1);
  t.match(refused.output(), /^tasks-api cannot start\. .*EADDRINUSE/);
  const next = startProcess(t, { DATA_DIRECTORY });
  t.match(await next.address, /^http/);
});
