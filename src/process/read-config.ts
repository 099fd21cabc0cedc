import { resolve } from 'node:path';
import { minSecretBytes, weaknessOf } from '../auth/index.ts';
import type { HttpSettings } from '../http/index.ts';
import { packageRoot } from '../values/package-root.ts';
import { ConfigError, type Config } from './config.ts';
import { checkConfig } from './config-checks.ts';
import type { Environment, VariableName } from './environment.ts';
import { VariableReader } from './variable-reader.ts';

/** Requires an origin as browsers send it (RFC 6454, section 6.2). No other spelling would ever match. */
function requireOrigin(text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text) return text;
  throw new ConfigError(
    'CORS_ORIGINS must be origins such as https://app.example.com, without a path, separated by spaces.',
  );
}

function readHttp(reader: VariableReader): HttpSettings {
  return Object.freeze({
    corsOrigins: Object.freeze(reader.words('CORS_ORIGINS').map(requireOrigin)),
    corsCredentials: reader.oneOf('CORS_CREDENTIALS', ['false', 'true']) === 'true',
    requestsPerMinute: reader.integer('REQUESTS_PER_MINUTE', 1, 1_000_000_000),
    trustedProxies: reader.integer('TRUSTED_PROXIES', 0, 100),
  });
}

function readDatabase(reader: VariableReader): Config['database'] {
  const url = reader.url('DATABASE_URL', ['postgres:', 'postgresql:']);
  // pg would close the whole connection after this time, even if the statement was answered in time.
  if (url !== undefined && new URL(url).searchParams.has('query_timeout')) {
    throw new ConfigError('DATABASE_URL must not have query_timeout: statements end within three seconds anyway.');
  }
  return Object.freeze({ url, poolSize: reader.integer('DATABASE_POOL_SIZE', 1, 1000) });
}

function requireStrong(name: VariableName, secret: string): string {
  const weakness = weaknessOf(secret);
  if (weakness === undefined) return secret;
  throw new ConfigError(`${name} ${weakness}. Make one with: openssl rand -base64 ${minSecretBytes}`);
}

function readSecrets(reader: VariableReader): readonly string[] {
  const current = reader.untrimmed('BETTER_AUTH_SECRET');
  const previous = reader.words('BETTER_AUTH_PREVIOUS_SECRETS');
  if (previous.length > 0 && current === undefined) {
    throw new ConfigError('BETTER_AUTH_PREVIOUS_SECRETS needs BETTER_AUTH_SECRET.');
  }
  return Object.freeze([
    ...(current === undefined ? [] : [requireStrong('BETTER_AUTH_SECRET', current)]),
    ...previous.map((secret) => requireStrong('BETTER_AUTH_PREVIOUS_SECRETS', secret)),
  ]);
}

/**
 * Reads and checks the configuration.
 *
 * @throws ConfigError naming the variable
 */
export function readConfig(environment: Environment): Config {
  const reader = new VariableReader(environment);
  const config: Config = Object.freeze({
    // A misspelt environment must not run as development.
    production: reader.oneOf('NODE_ENV', ['development', 'test', 'production']) === 'production',
    host: reader.required('HOST'),
    port: reader.integer('PORT', 0, 65_535),
    workers: reader.integer('WORKERS', 1, 64),
    logLevel: reader.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    http: readHttp(reader),
    database: readDatabase(reader),
    dataDirectory: resolve(packageRoot, reader.required('DATA_DIRECTORY')),
    auth: Object.freeze({
      secrets: readSecrets(reader),
      jwksUrl: reader.url('JWKS_URL', ['https:', 'http:']),
      issuer: reader.text('JWT_ISSUER'),
      audience: reader.text('JWT_AUDIENCE'),
    }),
  });
  checkConfig(config);
  return config;
}
