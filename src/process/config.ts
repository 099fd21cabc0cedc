import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { weaknessOf } from '../auth/index.ts';
import { packageRoot } from '../values/package-root.ts';

/** The environment that the server is configured by: text, or nothing. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the server runs with. Frozen. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** How many processes serve the port. */
  readonly workers: number;
  /** How many proxies stand before the server, and are to be believed about the client's address. */
  readonly trustedProxies: number;
  /** The origins whose pages may call the server. */
  readonly corsOrigins: readonly string[];
  /** Whether those pages may send credentials along, which the server does not look at. */
  readonly corsCredentials: boolean;
  /** For each user, and for each address where there is no user. */
  readonly requestsPerMinute: number;
  readonly logLevel: string;
  readonly database: { readonly url: string | undefined; readonly poolSize: number };
  /** Where the embedded database and the development secret are kept. Absolute. */
  readonly dataDirectory: string;
  readonly auth: {
    /** HS256 secrets; the first is the current one. */
    readonly secrets: readonly string[];
    readonly jwksUrl: string | undefined;
    readonly issuer: string | undefined;
    readonly audience: string | undefined;
  };
}

/** A configuration that the server must not start with. The message says what to change, and holds no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const environments = ['development', 'test', 'production'];
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Every variable that is read, with its default: what the README's table is held against. */
export const variables = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '8000',
  WORKERS: '1',
  TRUSTED_PROXIES: '0',
  CORS_ORIGINS: undefined,
  CORS_CREDENTIALS: 'false',
  REQUESTS_PER_MINUTE: '1000',
  LOG_LEVEL: 'info',
  DATABASE_URL: undefined,
  DATABASE_POOL_SIZE: '10',
  DATA_DIRECTORY: '.data',
  BETTER_AUTH_SECRET: undefined,
  BETTER_AUTH_PREVIOUS_SECRETS: undefined,
  JWKS_URL: undefined,
  JWT_ISSUER: undefined,
  JWT_AUDIENCE: undefined,
} as const satisfies Environment;

type Name = keyof typeof variables;

function integer(name: Name, text: string, minimum: number, maximum: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new ConfigError(`${name} must be a whole number from ${minimum} to ${maximum}.`);
}

function url(name: Name, text: string, protocols: readonly string[]): string {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text;
  throw new ConfigError(`${name} must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`);
}

function databaseUrl(text: string): string {
  const checked = url('DATABASE_URL', text, ['postgres:', 'postgresql:']);
  // pg would end the whole connection by it, also after a statement that was answered in time.
  if (!new URL(checked).searchParams.has('query_timeout')) return checked;
  throw new ConfigError('DATABASE_URL must not have query_timeout: statements end after ten seconds as it is.');
}

/** An origin as browsers send it (RFC 6454, section 6.2): nothing else would ever match. */
function origin(name: Name, text: string): string {
  if (URL.canParse(text) && /^https?:/.test(text) && new URL(text).origin === text) return text;
  throw new ConfigError(
    `${name} must be origins such as https://app.example.com, without a path, separated by blanks.`,
  );
}

function checkSecret(name: Name, secret: string): string {
  const weakness = weaknessOf(secret);
  if (weakness === undefined) return secret;
  throw new ConfigError(`${name} ${weakness}. Make one with: openssl rand -base64 32`);
}

function optional<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined ? undefined : read(text);
}

/** Where nobody but the operator is on the way: this machine, a private network (RFC 1918, 4193), a name that only a cluster knows. */
const privateHost =
  /^(?:localhost|[^.:[\]]+|.+\.(?:internal|local|localhost|svc)|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|\[::1\]|\[f[cd][\da-f]{2}:[\da-f:]*\])$/i;

/** Whoever stands on the way of plain HTTP could hand out keys of their own, and sign as any user. */
function requirePrivateWay(jwksUrl: string): void {
  const { protocol, hostname } = new URL(jwksUrl);
  if (protocol === 'https:' || privateHost.test(hostname)) return;
  throw new ConfigError('JWKS_URL must be an https:// URL in production, unless its host is in a private network.');
}

function requireForProduction({ database, auth }: Config): void {
  const missing = [
    ...(database.url === undefined ? ['DATABASE_URL'] : []),
    ...(auth.secrets.length === 0 && auth.jwksUrl === undefined ? ['BETTER_AUTH_SECRET or JWKS_URL'] : []),
  ];
  if (missing.length > 0) throw new ConfigError(`NODE_ENV=production needs ${missing.join(' and ')}.`);
  if (auth.jwksUrl !== undefined) requirePrivateWay(auth.jwksUrl);
}

/**
 * Reads and checks the configuration. A variable that is set to nothing counts as not set.
 *
 * @throws ConfigError naming the variable
 */
export function readConfig(environment: Environment): Config {
  const text = (name: Name): string | undefined => environment[name]?.trim() || variables[name];
  const required = (name: Name): string => {
    const value = text(name);
    if (value === undefined) throw new ConfigError(`${name} must be set.`);
    return value;
  };
  const oneOf = (name: Name, allowed: readonly string[]): string => {
    const value = required(name);
    if (!allowed.includes(value)) throw new ConfigError(`${name} must be one of ${allowed.join(', ')}.`);
    return value;
  };
  const current = optional(environment['BETTER_AUTH_SECRET'] || undefined, (secret) =>
    checkSecret('BETTER_AUTH_SECRET', secret),
  );
  const words = (name: Name): string[] => (text(name) ?? '').split(/\s+/).filter((word) => word !== '');
  const previous = words('BETTER_AUTH_PREVIOUS_SECRETS').map((secret) =>
    checkSecret('BETTER_AUTH_PREVIOUS_SECRETS', secret),
  );
  if (previous.length > 0 && current === undefined) {
    throw new ConfigError('BETTER_AUTH_PREVIOUS_SECRETS needs BETTER_AUTH_SECRET.');
  }
  const config: Config = Object.freeze({
    // A misspelt one must not run as development.
    production: oneOf('NODE_ENV', environments) === 'production',
    host: required('HOST'),
    port: integer('PORT', required('PORT'), 0, 65535),
    workers: integer('WORKERS', required('WORKERS'), 1, 64),
    trustedProxies: integer('TRUSTED_PROXIES', required('TRUSTED_PROXIES'), 0, 100),
    corsOrigins: Object.freeze(words('CORS_ORIGINS').map((word) => origin('CORS_ORIGINS', word))),
    corsCredentials: oneOf('CORS_CREDENTIALS', ['false', 'true']) === 'true',
    requestsPerMinute: integer('REQUESTS_PER_MINUTE', required('REQUESTS_PER_MINUTE'), 1, 1_000_000_000),
    logLevel: oneOf('LOG_LEVEL', logLevels),
    database: Object.freeze({
      url: optional(text('DATABASE_URL'), databaseUrl),
      poolSize: integer('DATABASE_POOL_SIZE', required('DATABASE_POOL_SIZE'), 1, 1000),
    }),
    dataDirectory: resolve(packageRoot, required('DATA_DIRECTORY')),
    auth: Object.freeze({
      secrets: Object.freeze([...(current === undefined ? [] : [current]), ...previous]),
      jwksUrl: optional(text('JWKS_URL'), (value) => url('JWKS_URL', value, ['https:', 'http:'])),
      issuer: text('JWT_ISSUER'),
      audience: text('JWT_AUDIENCE'),
    }),
  });
  if (config.database.poolSize < 2 * config.workers && config.workers > 1) {
    throw new ConfigError(
      'DATABASE_POOL_SIZE must be at least twice as many as WORKERS: each reads on one and writes on another.',
    );
  }
  if (config.production) requireForProduction(config);
  return config;
}

/** Those that nothing but `readConfig` may have. */
const secretVariables = [
  'BETTER_AUTH_SECRET',
  'BETTER_AUTH_PREVIOUS_SECRETS',
  'DATABASE_URL',
] as const satisfies Name[];

/**
 * Takes the process's environment over what `.env` in the working directory says. The only place that reads either. Secrets are taken out of
 * the process's own, so that neither a diagnostic report of Node's nor a child process has them.
 */
export function takeEnvironment(): Environment {
  let file: NodeJS.Dict<string> = {};
  try {
    file = parseEnv(readFileSync('.env', 'utf8'));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  for (const name of secretVariables) Reflect.deleteProperty(process.env, name);
  return { ...file, ...Object.fromEntries(given) };
}
