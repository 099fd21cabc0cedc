import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVerifier } from 'fast-jwt';
import t from 'tap';
import { readConfig, type Config, type Environment } from '../../src/process/config.ts';
import { developmentToken, welcome, withDevelopmentSecret } from '../../src/process/development.ts';

const secret = 'swordfish swordfish swordfish 32';
const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/tasks' };
const jwks = { JWKS_URL: 'https://app.example.com/api/auth/jwks' };

function configIn(directory: string, environment: Environment = {}): Config {
  return readConfig({ ...environment, DATA_DIRECTORY: directory });
}

async function isThere(directory: string): Promise<boolean> {
  return stat(directory).then(
    () => true,
    () => false,
  );
}

t.test('the secret is random, kept, and for nobody else to read', async (t) => {
  const directory = join(t.testdir(), 'not', 'there', 'yet');
  const { auth } = await withDevelopmentSecret(configIn(directory));
  t.equal(auth.secrets.length, 1);
  t.match(auth.secrets[0], /^[\w-]{43}$/);
  t.equal(await readFile(join(directory, 'development-secret'), 'utf8'), auth.secrets[0]);
  t.equal((await stat(join(directory, 'development-secret'))).mode & 0o777, 0o600);
  t.equal((await stat(directory)).mode & 0o777, 0o700);
  t.strictSame(
    (await withDevelopmentSecret(configIn(directory))).auth.secrets,
    auth.secrets,
    'the same at the next start',
  );
  const elsewhere = await withDevelopmentSecret(configIn(join(t.testdirName, 'elsewhere')));
  t.notSame(elsewhere.auth.secrets, auth.secrets, 'another one in another directory');
});

t.test('processes that start together get the same secret', async (t) => {
  const directory = join(t.testdir(), 'data');
  const configs = await Promise.all(Array.from({ length: 50 }, () => withDevelopmentSecret(configIn(directory))));
  const secrets = new Set(configs.flatMap(({ auth }) => auth.secrets));
  t.equal(secrets.size, 1);
  for (const made of secrets) t.equal(made.length, 43);
});

t.test('it is written aside, and nothing but it stays', async (t) => {
  const directory = join(t.testdir(), 'data');
  await withDevelopmentSecret(configIn(directory));
  t.strictSame(readdirSync(directory), ['development-secret']);
});

t.test('the rest of the configuration is as it was, and frozen', async (t) => {
  const config = configIn(join(t.testdir(), 'data'), { PORT: '8001', JWT_AUDIENCE: 'tasks' });
  const developed = await withDevelopmentSecret(config);
  t.strictSame({ ...developed, auth: { ...developed.auth, secrets: [] } }, { ...config });
  for (const part of [developed, developed.auth, developed.auth.secrets]) t.ok(Object.isFrozen(part));
});

t.test('none is made in production, or where something is configured', async (t) => {
  const cases = [
    { ...production, ...jwks },
    { ...production, BETTER_AUTH_SECRET: secret },
    jwks,
    { BETTER_AUTH_SECRET: secret },
  ];
  for (const environment of cases) {
    const config = configIn(join(t.testdir(), 'data'), environment);
    t.equal(await withDevelopmentSecret(config), config, Object.keys(environment).join());
    t.notOk(await isThere(config.dataDirectory));
  }
});

t.test('a development token names its user for twelve hours', async (t) => {
  const config = configIn(t.testdir(), {
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_PREVIOUS_SECRETS: 'halibut-halibut-halibut-halibut-halibut',
  });
  const claims: unknown = createVerifier({ key: secret, algorithms: ['HS256'] })(developmentToken(config, 'alice'));
  t.match(claims, { sub: 'alice', iat: Number, exp: Number });
  if (typeof claims === 'object' && claims !== null && 'exp' in claims && 'iat' in claims) {
    t.equal(Number(claims.exp) - Number(claims.iat), 12 * 60 * 60);
  }
});

t.test('none is made in production, or without a secret to sign it with', async (t) => {
  const inProduction = configIn(t.testdir(), { ...production, BETTER_AUTH_SECRET: secret });
  t.throws(() => developmentToken(inProduction, 'alice'), { message: /production/ });
  t.throws(() => developmentToken(configIn(t.testdir(), jwks), 'alice'), { message: /JWKS_URL/ });
});

t.test('the welcome shows a command with the token, where there is one', async (t) => {
  const address = 'http://127.0.0.1:8000';
  const text = welcome(address, 'a.token.x');
  t.match(text, `${address}/docs`);
  t.match(text, `curl -i ${address}/api/demo/tasks`);
  t.match(text, "-H 'authorization: Bearer a.token.x'");
  t.notMatch(welcome(address, undefined), /Bearer|curl/);
});
