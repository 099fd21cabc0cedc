import type { Config } from './config.ts';
import { quote, type VariableReader } from './variable-reader.ts';

/** Hosts reached over the operator's own network: this machine, a private one (RFC 1918, 4193), or a cluster's name. */
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

/** Refuses plain HTTP across other networks: somebody in between could replace the keys and sign for each user. */
function checkTrustedPath(jwksUrl: string, reader: VariableReader): void {
  const { protocol, hostname, origin } = new URL(jwksUrl);
  if (protocol === 'https:' || privateHost.test(hostname)) return;
  const rule = 'JWKS_URL must be an https:// URL in production, unless its host is in a private network';
  reader.refuse(['JWKS_URL'], `${rule}, not ${quote(origin)}.`);
}

function checkProduction({ database, auth }: Config, reader: VariableReader): void {
  const missing = [
    ...(database.url === undefined ? ['DATABASE_URL'] : []),
    ...(auth.secrets.length === 0 && auth.jwksUrl === undefined ? ['BETTER_AUTH_SECRET or JWKS_URL'] : []),
  ];
  if (missing.length > 0) reader.refuse([], `NODE_ENV=production needs ${missing.join(' and ')}.`);
  if (auth.jwksUrl !== undefined && reader.isSound('JWKS_URL')) checkTrustedPath(auth.jwksUrl, reader);
}

/** Checks that the values fit together, and tells the reader what does not. */
export function checkConfig(config: Config, reader: VariableReader): void {
  const { poolSize } = config.database;
  const needed = 2 * config.workers;
  if (poolSize < needed && config.workers > 1 && reader.isSound('WORKERS', 'DATABASE_POOL_SIZE')) {
    reader.refuse(
      ['DATABASE_POOL_SIZE'],
      `DATABASE_POOL_SIZE must be at least twice WORKERS, ${needed}, not ${poolSize}: ` +
        'each worker reads on one connection and writes on another.',
    );
  }
  if (config.production) checkProduction(config, reader);
}
