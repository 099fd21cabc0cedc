import { isAbsolute, join } from 'node:path';
import t from 'tap';
import { ConfigError, type Config } from '../../src/process/config.ts';
import type { Environment } from '../../src/process/environment.ts';
import { readConfig } from '../../src/process/read-config.ts';
import { variables } from '../../src/process/variables.ts';
import { packageRoot } from '../../src/values/package-root.ts';

const secret = 'swordfish swordfish swordfish 32';
const other = 'halibut-halibut-halibut-halibut-halibut';
const third = 'mackerel-mackerel-mackerel-mackerel';
const databaseUrl = 'postgres://tasks:swordfish@db.example.com/tasks';
const jwksUrl = 'https://app.example.com/api/auth/jwks';

/** Valid environments, and the value that each of them sets. */
const read: readonly (readonly [environment: Environment, part: (config: Config) => unknown, value: unknown])[] = [
  [{ NODE_ENV: 'test' }, (config) => config.production, false],
  [{ NODE_ENV: 'production', DATABASE_URL: databaseUrl, JWKS_URL: jwksUrl }, (config) => config.production, true],
  [{ HOST: '::' }, (config) => config.host, '::'],
  [{ PORT: '0' }, (config) => config.port, 0],
  [{ PORT: ' 65535 ' }, (config) => config.port, 65_535],
  [{ WORKERS: '4' }, (config) => config.workers, 4],
  [{ WORKERS: '32', DATABASE_POOL_SIZE: '64' }, (config) => config.workers, 32],
  [{ TRUSTED_PROXIES: '2' }, (config) => config.http.trustedProxies, 2],
  [{ CORS_ORIGINS: 'https://app.example.com' }, (config) => config.http.corsOrigins, ['https://app.example.com']],
  [
    { CORS_ORIGINS: ' http://localhost:3000\n https://a.example ' },
    (config) => config.http.corsOrigins,
    ['http://localhost:3000', 'https://a.example'],
  ],
  ...[
    ...['capacitor://localhost', 'ionic://localhost', 'tauri://localhost', 'https://tauri.localhost', 'app://.'],
    ...['chrome-extension://abcdefghijklmnop', 'moz-extension://1b6b1d2e-0c8f-4e6a-9d53-5f1f1b1f1b1f', 'null'],
    ...['vscode-webview://0a1b2c', 'http://[::1]:3000', 'https://xn--bcher-kva.example'],
  ].map((origin): [Environment, (config: Config) => unknown, unknown] => [
    { CORS_ORIGINS: origin },
    (config) => config.http.corsOrigins,
    [origin],
  ]),
  [{ CORS_HEADERS: 'X-Tenant x-trace' }, (config) => config.http.corsHeaders, ['X-Tenant', 'x-trace']],
  [{ PUBLIC_PATH: '/todo/v1' }, (config) => config.http.publicPath, '/todo/v1'],
  [{ CORS_CREDENTIALS: 'true' }, (config) => config.http.corsCredentials, true],
  [{ REQUESTS_PER_MINUTE: '1000000000' }, (config) => config.http.requestsPerMinute, 1_000_000_000],
  [{ LOG_LEVEL: 'silent' }, (config) => config.logLevel, 'silent'],
  [{ DATABASE_URL: databaseUrl }, (config) => config.database.url, databaseUrl],
  [{ DATABASE_URL: 'postgresql:///tasks?host=/run' }, (config) => config.database.url, 'postgresql:///tasks?host=/run'],
  [{ DATABASE_SCHEMA: 'tasks_2' }, (config) => config.database.schema, 'tasks_2'],
  [{ DATABASE_POOL_SIZE: '1' }, (config) => config.database.poolSize, 1],
  [{ DATABASE_POOL_SIZE: '1000' }, (config) => config.database.poolSize, 1000],
  [{ DATA_DIRECTORY: '/var/lib/tasks' }, (config) => config.dataDirectory, '/var/lib/tasks'],
  [{ DATA_DIRECTORY: 'data' }, (config) => config.dataDirectory, join(packageRoot, 'data')],
  [{ BETTER_AUTH_SECRET: secret }, (config) => config.auth.secrets, [secret]],
  [{ BETTER_AUTH_SECRET: ` ${secret}` }, (config) => config.auth.secrets, [` ${secret}`]],
  [
    { BETTER_AUTH_SECRET: secret, BETTER_AUTH_PREVIOUS_SECRETS: ` ${other}\n\t${third} ` },
    (config) => config.auth.secrets,
    [secret, other, third],
  ],
  [{ JWKS_URL: jwksUrl }, (config) => config.auth.jwksUrl, jwksUrl],
  [{ JWKS_URL: 'http://localhost:3000/jwks' }, (config) => config.auth.jwksUrl, 'http://localhost:3000/jwks'],
  [{ JWT_ISSUER: 'https://app.example.com' }, (config) => config.auth.issuer, 'https://app.example.com'],
  [{ JWT_AUDIENCE: 'tasks' }, (config) => config.auth.audience, 'tasks'],
];

const refused: readonly (readonly [environment: Environment, message: RegExp])[] = [
  ...['-1', '65536', '80.5', '1e3', '0x50', 'http', '9999999'].map(
    (PORT) => [{ PORT }, /^PORT must be .*0 to 65535/] as const,
  ),
  ...['0', '65', 'all'].map((WORKERS) => [{ WORKERS }, /^WORKERS must be .*1 to 64/] as const),
  [{ WORKERS: '6' }, /^DATABASE_POOL_SIZE must be at least twice WORKERS/],
  [{ WORKERS: '2', DATABASE_POOL_SIZE: '3' }, /^DATABASE_POOL_SIZE must be at least twice/],
  ...['-1', '101', 'true'].map((hops) => [{ TRUSTED_PROXIES: hops }, /^TRUSTED_PROXIES must be .*0 to 100/] as const),
  ...['HTTP://0.0.0.0', '0.0.0.0:80', '[::]', '*', 'a b', 'a/b'].map(
    (HOST) => [{ HOST }, /^HOST must be an address .*, not "/] as const,
  ),
  ...['~/data', '~', '$HOME/data', '/x/${USER}/data', '%APPDATA%\\tasks', 'file:///data'].map(
    (path) => [{ DATA_DIRECTORY: path }, /^DATA_DIRECTORY must be the path of a folder, not ".*Write it out/] as const,
  ),
  ...['https://*.example.com', 'https://app-*.example.com', 'http://*', 'https://*:8443'].map(
    (origin) =>
      [{ CORS_ORIGINS: origin }, /^CORS_ORIGINS must be origins .*, not "http.*\*.*name each origin/] as const,
  ),
  ...['https://a.example,https://b.example', 'https://a.example,b.example'].map(
    (origin) => [{ CORS_ORIGINS: origin }, /^CORS_ORIGINS must be origins .*Separate origins by spaces/] as const,
  ),
  ...['https://APP.example.com', 'https://app.example.com/login', 'https://app.example.com:443'].map(
    (origin) => [{ CORS_ORIGINS: origin }, /Browsers send it as https:\/\/app\.example\.com\.$/] as const,
  ),
  [{ CORS_ORIGINS: 'https://a(b).example' }, /^CORS_ORIGINS must be origins/],
  ...(['HOST', 'JWT_ISSUER', 'JWT_AUDIENCE', 'JWKS_URL', 'DATABASE_URL'] as const).map(
    (name) => [{ [name]: '"sardine"' }, new RegExp(`${name} must not be in quotes`)] as const,
  ),
  ...['//evil.example', 'todo', '/todo/', '/a/../b', '/a\\b', '/a b', '/a%2e', `/${'a'.repeat(200)}`].map(
    (path) => [{ PUBLIC_PATH: path }, /^PUBLIC_PATH must be a path such as \/todo, not "/] as const,
  ),
  ...['X-Tenant,X-Other', 'X Tenant:', '(x)'].map(
    (names) => [{ CORS_HEADERS: names }, /^CORS_HEADERS must be names of request headers/] as const,
  ),
  [{ CORS_ORIGINS: 'file://' }, /Browsers send it as null/],
  ...['*', 'app.example.com', 'https://app.example.com/', 'https://app.example.com:443', 'ftp://a.example'].map(
    (origin) => [{ CORS_ORIGINS: `https://a.example ${origin}` }, /^CORS_ORIGINS must be origins/] as const,
  ),
  [{ CORS_CREDENTIALS: 'yes' }, /^CORS_CREDENTIALS must be one of false, true/],
  ...['0', '1000000001', '1e3'].map(
    (rate) => [{ REQUESTS_PER_MINUTE: rate }, /^REQUESTS_PER_MINUTE must be .*1 to 1000000000/] as const,
  ),
  ...['Tasks', '2', 'a-b', 'a,b', 'pg_tasks', 'information_schema', 'a"b', 'a'.repeat(64)].map(
    (schema) => [{ DATABASE_SCHEMA: schema }, /^DATABASE_SCHEMA must be up to 63 of a-z/] as const,
  ),
  ...['0', '1001', 'many'].map(
    (size) => [{ DATABASE_POOL_SIZE: size }, /^DATABASE_POOL_SIZE must be .*1 to 1000/] as const,
  ),
  ...['INFO', 'verbose'].map(
    (level) => [{ LOG_LEVEL: level }, /^LOG_LEVEL must be one of fatal, error, warn, info/] as const,
  ),
  ...['mysql://tasks:swordfish@db/tasks', 'tasks:swordfish@db', 'swordfish'].map(
    (url) => [{ DATABASE_URL: url }, /^DATABASE_URL must be .*postgres:\/\//] as const,
  ),
  [{ DATABASE_URL: 'postgres://tasks:sword#fish@db/tasks' }, /^DATABASE_URL has .*must be percent-encoded/],
  [{ JWKS_URL: 'https://tasks:swordfish@app.example.com/jwks' }, /^JWKS_URL must not contain a user or a password/],
  [
    { JWKS_URL: 'ftp://tasks:swordfish@app.example.com/jwks?swordfish' },
    /not "ftp:\/\/\*\*\*@app\.example\.com\/jwks"/,
  ],
  [{ PORT: 'x'.repeat(1000) }, /not "x{80}…"\.$/],
  [{ DATABASE_URL: `${databaseUrl}?query_timeout=5000` }, /^DATABASE_URL must not have query_timeout/],
  ...['ftp://swordfish@app/jwks', 'swordfish', '/jwks'].map(
    (url) => [{ JWKS_URL: url }, /^JWKS_URL must be .*https:\/\//] as const,
  ),
  [{ BETTER_AUTH_SECRET: 'swordfish-your-secret-swordfish-1234' }, /^BETTER_AUTH_SECRET must not be an example/],
  ...['http://app.example.com/jwks', 'http://8.8.8.8/jwks', 'http://10.example.com/', 'http://[2001:db8::1]/'].map(
    (url) =>
      [{ NODE_ENV: 'production', DATABASE_URL: databaseUrl, JWKS_URL: url }, /^JWKS_URL must be an https:/] as const,
  ),
  [{ BETTER_AUTH_SECRET: 'swordfish-swordfish-swordfish-1' }, /^BETTER_AUTH_SECRET must be at least 32 bytes/],
  [
    { BETTER_AUTH_SECRET: secret, BETTER_AUTH_PREVIOUS_SECRETS: `${other} swordfish` },
    /^BETTER_AUTH_PREVIOUS_SECRETS must be at least 32/,
  ],
  [{ BETTER_AUTH_PREVIOUS_SECRETS: other }, /^BETTER_AUTH_PREVIOUS_SECRETS needs BETTER_AUTH_SECRET/],
  [{ NODE_ENV: 'production' }, /^NODE_ENV=production needs DATABASE_URL and BETTER_AUTH_SECRET or JWKS_URL\.$/],
  [{ NODE_ENV: 'production', DATABASE_URL: databaseUrl }, /needs BETTER_AUTH_SECRET or JWKS_URL\.$/],
  [{ NODE_ENV: 'production', BETTER_AUTH_SECRET: secret }, /needs DATABASE_URL\.$/],
  [{ NODE_ENV: 'production', JWKS_URL: jwksUrl, DATABASE_URL: '' }, /needs DATABASE_URL\.$/],
];

t.test('reads every variable', async (t) => {
  for (const [environment, part, value] of read) {
    t.strictSame(part(readConfig(environment)), value, Object.keys(environment).join());
  }
  const names = new Set(read.flatMap(([environment]) => Object.keys(environment)));
  t.strictSame([...names].toSorted(), Object.keys(variables).toSorted(), 'the table covers all variables');
});

t.test('uses the default of a variable that is not set or empty', async (t) => {
  const defaults = {
    production: false,
    host: '127.0.0.1',
    port: 8000,
    workers: 1,
    logLevel: 'info',
    http: {
      corsOrigins: [],
      corsCredentials: false,
      requestsPerMinute: 1000,
      trustedProxies: 0,
      corsHeaders: [],
      publicPath: '',
    },
    database: { url: undefined, schema: 'public', poolSize: 10 },
    dataDirectory: join(packageRoot, '.data'),
    auth: { secrets: [], jwksUrl: undefined, issuer: undefined, audience: undefined },
  };
  t.strictSame(readConfig({}), defaults);
  t.strictSame(readConfig(Object.fromEntries(Object.keys(variables).map((name) => [name, '']))), defaults);
  t.strictSame(readConfig({ TASKS_COLOUR: 'red' }), defaults, 'other variables are ignored');
  t.ok(isAbsolute(defaults.dataDirectory));
});

t.test('refuses a wrong value, naming the variable and quoting no secret', async (t) => {
  for (const [environment, message] of refused) {
    t.throws(() => readConfig(environment), { name: 'ConfigError', message }, JSON.stringify(environment));
    try {
      readConfig(environment);
    } catch (error) {
      t.ok(error instanceof ConfigError && !/swordfish|halibut/.test(`${error.message} ${error.stack ?? ''}`));
    }
  }
});

t.test('names all faults at once, each with the value that came', async (t) => {
  const environment = {
    NODE_ENV: 'production',
    PORT: 'http',
    WORKERS: '100',
    CORS_ORIGINS: 'https://a.example/ https://*.b.example',
    DATABASE_URL: 'postgres://tasks:sword#fish@db/tasks',
    BETTER_AUTH_SECRET: 'swordfish',
    BETTER_AUTH_PREVIOUS_SECRETS: 'halibut halibut',
    JWKS_URL: 'http://app.example.com/jwks',
    LOG_LEVEL: 'verbose',
  };
  t.throws(() => readConfig(environment), {
    message: new RegExp(
      [
        'The configuration has 9 faults:',
        'PORT must .*, not "http"\\.',
        'WORKERS must .*, not "100"\\.',
        'LOG_LEVEL must .*, not "verbose"\\.',
        'CORS_ORIGINS must .*, not "https://a\\.example/"\\. Browsers send it as https://a\\.example\\.',
        'CORS_ORIGINS must .*, not "https://\\*\\.b\\.example"\\. .*',
        'DATABASE_URL has a user or a password .*',
        'BETTER_AUTH_SECRET must be at least .*',
        'BETTER_AUTH_PREVIOUS_SECRETS must be at least .*',
        'JWKS_URL must be an https:// URL .*, not "http://app\\.example\\.com"\\.',
      ].join('\n- '),
    ),
  });
  t.throws(() => readConfig({ NODE_ENV: 'production', DATABASE_URL: 'db', JWKS_URL: 'jwks' }), {
    message: /^The configuration has 2 faults:\n- DATABASE_URL must [^\n]*\n- JWKS_URL must [^\n]*$/,
  });
  t.throws(() => readConfig({ WORKERS: '0', DATABASE_POOL_SIZE: '1001' }), {
    message: /^The configuration has 2 faults/,
  });
});

t.test('accepts a JWKS over plain HTTP in production only from a private network', async (t) => {
  const hosts = ['localhost:3000', 'auth', 'auth.default.svc', 'auth.svc.cluster.local', 'auth.internal', '127.0.0.1'];
  const addresses = ['10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '[::1]', '[fd00::1]'];
  for (const host of [...hosts, ...addresses]) {
    const url = `http://${host}/api/auth/jwks`;
    const { auth } = readConfig({ NODE_ENV: 'production', DATABASE_URL: databaseUrl, JWKS_URL: url });
    t.equal(auth.jwksUrl, url);
  }
});

t.test('freezes the configuration', async (t) => {
  const config = readConfig({ BETTER_AUTH_SECRET: secret });
  for (const part of [
    config,
    config.http,
    config.http.corsOrigins,
    config.database,
    config.auth,
    config.auth.secrets,
  ]) {
    t.ok(Object.isFrozen(part));
  }
});
