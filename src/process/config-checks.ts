import { ConfigError, type Config } from './config.ts';

/**
 * Hosts for which only the operator is on the way: this machine, a private network (RFC 1918, 4193), or a name that
 * only a cluster knows.
 */
const privateHost = new RegExp(
  `^(?:${[
    'localhost',
    '[^.:[\\]]+',
    '.+\\.(?:internal|local|localhost|svc)',
    '127\\.[\\d.]+',
    '10\\.[\\d.]+',
    '192\\.168\\.[\\d.]+',
    '172\\.(?:1[6-9]|2\\d|3[01])\\.[\\d.]+',
    '\\[::1\\]',
    '\\[f[cd][\\da-f]{2}:[\\da-f:]*\\]',
  ].join('|')})$`,
  'i',
);

/** Refuses plain HTTP across other networks: anyone on the way could replace the keys and sign as any user. */
function requireTrustedPath(jwksUrl: string): void {
  const { protocol, hostname } = new URL(jwksUrl);
  if (protocol === 'https:' || privateHost.test(hostname)) return;
  throw new ConfigError('JWKS_URL must be an https:// URL in production, unless its host is in a private network.');
}

function checkProduction({ database, auth }: Config): void {
  const missing = [
    ...(database.url === undefined ? ['DATABASE_URL'] : []),
    ...(auth.secrets.length === 0 && auth.jwksUrl === undefined ? ['BETTER_AUTH_SECRET or JWKS_URL'] : []),
  ];
  if (missing.length > 0) throw new ConfigError(`NODE_ENV=production needs ${missing.join(' and ')}.`);
  if (auth.jwksUrl !== undefined) requireTrustedPath(auth.jwksUrl);
}

/**
 * Checks that the values fit together.
 *
 * @throws ConfigError naming the variables
 */
export function checkConfig(config: Config): void {
  if (config.database.poolSize < 2 * config.workers && config.workers > 1) {
    throw new ConfigError(
      'DATABASE_POOL_SIZE must be at least twice WORKERS: each worker reads on one connection and writes on another.',
    );
  }
  if (config.production) checkProduction(config);
}
