import { readdirSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVerifier } from 'fast-jwt';
import t from 'tap';
import type { Config } from '../../src/process/config.ts';
import { developmentToken, withDevelopmentSecret } from '../../src/process/development-credentials.ts';
import type { Environment } from '../../src/process/environment.ts';
import { readConfig } from '../../src/process/read-config.ts';

const secret = 'swordfish swordfish swordfish 32';
const production = { NODE_ENV: 'production', DATABASE_URL: 'postgres://db/tasks' };
const jwks = { JWKS_URL: 'https://app.example.com/api/auth/jwks' };

function configIn(directory: string, environment: Environment = {}): Config {
  return readConfig({ ...environment, DATA_DIRECTORY: directory });
}

async function exists(directory: string): Promise<boolean> {
  return stat(directory).then(
    () => true,
    () => false,
  );
}

t.test('creates a random secret, readable by its owner only, and keeps it', async (t) => {
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
    'the next start reads the same secret',
  );
  const elsewhere = await withDevelopmentSecret(configIn(join(t.testdirName, 'elsewhere')));
  t.notSame(elsewhere.auth.secrets, auth.secrets, 'another directory gets another secret');
});

t.test('gives processes that start together the same secret', async (t) => {
  const directory = join(t.testdir(), 'data');
  const configs = await Promise.all(Array.from({ length: 50 }, () => withDevelopmentSecret(configIn(directory))));
  const secrets = new Set(configs.flatMap(({ auth }) => auth.secrets));
  t.equal(secrets.size, 1);
  for (const made of secrets) t.equal(made.length, 43);
});

t.test('leaves no draft behind', async (t) => {
  const directory = join(t.testdir(), 'data');
  await withDevelopmentSecret(configIn(directory));
  t.strictSame(readdirSync(directory), ['development-secret']);
});

t.test('changes nothing else of the configuration, and freezes it', async (t) => {
  const config = configIn(join(t.testdir(), 'data'), { PORT: '8001', JWT_AUDIENCE: 'tasks' });
  const developed = await withDevelopmentSecret(config);
  t.strictSame({ ...developed, auth: { ...developed.auth, secrets: [] } }, { ...config });
  for (const part of [developed, developed.auth, developed.auth.secrets]) t.ok(Object.isFrozen(part));
});

t.test('creates no secret in production, or if a secret or a JWKS is configured', async (t) => {
  const cases = [
    { ...production, ...jwks },
    { ...production, BETTER_AUTH_SECRET: secret },
    jwks,
    { BETTER_AUTH_SECRET: secret },
  ];
  for (const environment of cases) {
    const config = configIn(join(t.testdir(), 'data'), environment);
    t.equal(await withDevelopmentSecret(config), config, Object.keys(environment).join());
    t.notOk(await exists(config.dataDirectory));
  }
});

t.test('signs a token of the user for twelve hours', async (t) => {
  const config = configIn(t.testdir(), {
    BETTER_AUTH_SECRET: secret,
    BETTER_AUTH_PREVIOUS_SECRETS: 'halibut-halibut-halibut-halibut-halibut',
  });
  const claims: unknown = createVerifier({ key: secret, algorithms: ['HS256'] })(developmentToken(config, 'alice'));
  t.match(claims, { sub: 'alice', iat: Number, exp: Number });
  const { exp, iat } = Object(claims) as { readonly exp: number; readonly iat: number };
  t.equal(exp - iat, 12 * 60 * 60);
});

t.test('signs no token in production, or without a secret', async (t) => {
  const inProduction = configIn(t.testdir(), { ...production, BETTER_AUTH_SECRET: secret });
  t.throws(() => developmentToken(inProduction, 'alice'), { message: /production/ });
  t.throws(() => developmentToken(configIn(t.testdir(), jwks), 'alice'), { message: /JWKS_URL/ });
});
