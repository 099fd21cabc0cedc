import t from 'tap';
import { readConfig } from '../../src/process/read-config.ts';
import { configWarnings } from '../../src/process/config-warnings.ts';
import { variables } from '../../src/process/variables.ts';
import { misspeltVariables } from '../../src/process/misspelt-variables.ts';

const meant: Readonly<Record<string, string>> = {
  CORS_ORIGIN: 'CORS_ORIGINS',
  CORS_ORGINS: 'CORS_ORIGINS',
  CORS_ALLOWED_ORIGINS: 'CORS_ORIGINS',
  DATABASE_UR: 'DATABASE_URL',
  DATABSE_URL: 'DATABASE_URL',
  DATABASEURL: 'DATABASE_URL',
  'DATABASE-URL': 'DATABASE_URL',
  database_url: 'DATABASE_URL',
  DB_URL: 'DATABASE_URL',
  POSTGRES_URL: 'DATABASE_URL',
  PGHOST: 'DATABASE_URL',
  BETTER_AUTH_SECRTE: 'BETTER_AUTH_SECRET',
  BETTERAUTH_SECRET: 'BETTER_AUTH_SECRET',
  BETTER_AUTH_SECRETS: 'BETTER_AUTH_SECRET',
  AUTH_SECRET: 'BETTER_AUTH_SECRET',
  BETTER_AUTH_PREVIOUS_SECRET: 'BETTER_AUTH_PREVIOUS_SECRETS',
  PROT: 'PORT',
  port: 'PORT',
  HOSTS: 'HOST',
  WORKER: 'WORKERS',
  NODE_EVN: 'NODE_ENV',
  NODEENV: 'NODE_ENV',
  LOGLEVEL: 'LOG_LEVEL',
  JWKS_URI: 'JWKS_URL',
  JWT_ISUER: 'JWT_ISSUER',
  JWT_AUD: 'JWT_AUDIENCE',
  DATA_DIR: 'DATA_DIRECTORY',
  TRUST_PROXY: 'TRUSTED_PROXIES',
  RATE_LIMIT: 'REQUESTS_PER_MINUTE',
};

/** Names that shells, npm, containers, platforms and Better Auth set. */
const others = [
  ...['HOME', 'HOSTNAME', 'PATH', 'PWD', 'TERM', 'USER', 'SHELL', 'SHLVL', 'LANG', 'LOGNAME', 'TZ', 'PS1', 'OLDPWD'],
  ...['NODE_OPTIONS', 'NODE_PATH', 'NODE_VERSION', 'NODE_EXTRA_CA_CERTS', 'npm_config_cache', 'npm_lifecycle_event'],
  ...['KUBERNETES_PORT', 'KUBERNETES_SERVICE_HOST', 'KUBERNETES_SERVICE_PORT', 'POSTGRES_PORT', 'DATABASE_PORT'],
  ...['BETTER_AUTH_URL', 'BETTER_AUTH_TRUSTED_ORIGINS', 'WEB_CONCURRENCY', 'DYNO', 'RENDER', 'FLY_APP_NAME', 'CI'],
  ...[
    'POSTGRES_USER',
    'POSTGRES_PASSWORD',
    'POSTGRES_DB',
    'PGUSER',
    'PGPASSWORD',
    'PGPORT',
    'PGSSLMODE',
    'TASKS_COLOUR',
  ],
];

t.test('finds the name that was meant', async (t) => {
  for (const [given, name] of Object.entries(meant)) {
    t.strictSame(misspeltVariables({ [given]: 'x' }), [{ given, meant: name }], given);
    t.strictSame(misspeltVariables({ [given]: 'x', [name]: 'y' }), [], 'but not one that is set');
    t.strictSame(misspeltVariables({ [given]: ' ' }), [], 'nor where nothing is set');
  }
  t.strictSame(configWarnings({ CORS_ORIGIN: 'secret' }), ['CORS_ORIGIN is not read. Did you mean CORS_ORIGINS?']);
});

t.test('leaves the names of other programs alone', async (t) => {
  t.strictSame(misspeltVariables(Object.fromEntries(others.map((name) => [name, 'x']))), []);
  t.strictSame(misspeltVariables(Object.fromEntries(Object.keys(variables).map((name) => [name, 'x']))), []);
});

t.test('looks only for the variables of the program', async (t) => {
  t.strictSame(misspeltVariables({ DATABASE_UR: 'x', PROT: 'x' }, ['PORT']), [{ given: 'PROT', meant: 'PORT' }]);
});

t.test('refuses to start as development if another name for NODE_ENV says production', async (t) => {
  for (const name of ['NODE_EVN', 'node_env', 'APP_ENV', 'NODE_ENVIRONMENT']) {
    t.throws(() => readConfig({ [name]: 'production' }), {
      name: 'ConfigError',
      message: `${name} is set to production`,
    });
    t.doesNotThrow(() => readConfig({ [name]: 'production', NODE_ENV: 'development' }));
    t.doesNotThrow(() => readConfig({ [name]: 'staging' }));
  }
});
