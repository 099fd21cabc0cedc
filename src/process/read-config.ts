import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { minSecretBytes, weaknessOf } from '../auth/index.ts';
import type { HttpSettings } from '../http/index.ts';
import { packageRoot } from '../values/package-root.ts';
import { configError, type Config } from './config.ts';
import { checkConfig } from './config-checks.ts';
import { databaseUrlFault } from './database-url.ts';
import type { Environment } from './environment.ts';
import { hintOf, misspeltVariables, type MisspeltVariable } from './misspelt-variables.ts';
import { quote, VariableReader } from './variable-reader.ts';
import type { VariableName } from './variables.ts';

/** The origin of pages that an app or an extension brings along, such as `capacitor://localhost`. */
const appOrigin = /^[a-z][a-z\d+.-]*:\/\/[\w.-]+$/;

/** Schemes without pages that call servers. */
const noPages: ReadonlySet<string> = new Set([
  'ftp:',
  'ws:',
  'wss:',
  'data:',
  'blob:',
  'javascript:',
  'about:',
  'mailto:',
]);

/** Finds why no browser would ever send this as an origin (RFC 6454, section 6.2). */
function originFault(text: string): string | undefined {
  if (text.includes('*')) return 'A "*" is not replaced: name each origin.';
  if (text.includes(',')) return 'Separate origins by spaces.';
  // Pages of files and of sandboxed frames have no origin.
  if (text === 'null') return undefined;
  if (/^file:/i.test(text)) return 'Browsers send it as null, for every page without an origin.';
  if (!URL.canParse(text)) return '';
  const { protocol, origin, hostname } = new URL(text);
  if (noPages.has(protocol)) return '';
  if (!/^https?:$/.test(protocol)) return appOrigin.test(text) ? undefined : '';
  if (origin === text) return /^(?:[\w.-]+|\[[\da-f:]+\])$/.test(hostname) ? undefined : '';
  return `Browsers send it as ${origin}.`;
}

function readOrigins(reader: VariableReader): readonly string[] {
  const origins = reader.words('CORS_ORIGINS');
  for (const origin of origins) {
    const fault = originFault(origin);
    if (fault === undefined) continue;
    const sentence =
      'CORS_ORIGINS must be origins such as https://app.example.com, without a path, separated by spaces';
    reader.refuse(['CORS_ORIGINS'], `${sentence}, not ${quote(origin)}. ${fault}`.trim());
  }
  return Object.freeze(origins);
}

function readHeaders(reader: VariableReader): readonly string[] {
  const names = reader.words('CORS_HEADERS');
  for (const name of names.filter((word) => !/^[!#$%&'+.^_`|~\w-]+$/.test(word))) {
    const sentence = 'CORS_HEADERS must be names of request headers such as X-Tenant, separated by spaces';
    reader.refuse(['CORS_HEADERS'], `${sentence}, not ${quote(name)}.`);
  }
  return Object.freeze(names);
}

/** The path is written into headers and links, so it holds only what needs no escape there. */
function readPublicPath(reader: VariableReader): string {
  const path = reader.text('PUBLIC_PATH') ?? '';
  const isPath = /^(?:\/[\w.~-]+)*$/.test(path) && !/\/\.\.?(?:\/|$)/.test(path) && path.length <= 200;
  if (!isPath) reader.refuse(['PUBLIC_PATH'], `PUBLIC_PATH must be a path such as /todo, not ${quote(path)}.`);
  return path;
}

function readHttp(reader: VariableReader): HttpSettings {
  return Object.freeze({
    corsOrigins: readOrigins(reader),
    corsHeaders: readHeaders(reader),
    corsCredentials: reader.oneOf('CORS_CREDENTIALS', ['false', 'true']) === 'true',
    requestsPerMinute: reader.integer('REQUESTS_PER_MINUTE', 1, 1_000_000_000),
    trustedProxies: reader.integer('TRUSTED_PROXIES', 0, 100),
    publicPath: readPublicPath(reader),
  });
}

/** A host as an address or a name: a port and a scheme have no place there. */
function readHost(reader: VariableReader): string {
  const host = reader.text('HOST');
  if (isIP(host) === 0 && !/^[\w.-]+$/.test(host)) {
    reader.refuse(['HOST'], `HOST must be an address such as 0.0.0.0 or ::, or a name, not ${quote(host)}.`);
  }
  return host;
}

function readDataDirectory(reader: VariableReader): string {
  const path = reader.text('DATA_DIRECTORY');
  // A shell replaces these, the server does not: it would make a folder of that name.
  if (/^~|\$[\w{(]|%\w+%|^\w+:\/\//.test(path)) {
    const advice = 'Write it out: "~", variables and URLs are not replaced.';
    reader.refuse(['DATA_DIRECTORY'], `DATA_DIRECTORY must be the path of a folder, not ${quote(path)}. ${advice}`);
  }
  return resolve(packageRoot, path);
}

/** A name that needs no quotes, so that every tool and every statement spells it alike. */
function readSchema(reader: VariableReader): string {
  const schema = reader.text('DATABASE_SCHEMA');
  if (!/^[a-z_][a-z\d_]{0,62}$/.test(schema) || /^pg_|^information_schema$/.test(schema)) {
    const rule = 'DATABASE_SCHEMA must be up to 63 of a-z, 0-9 and _, must not begin with a digit or pg_';
    reader.refuse(['DATABASE_SCHEMA'], `${rule}, and not be information_schema, not ${quote(schema)}.`);
  }
  return schema;
}

function readDatabase(reader: VariableReader): Config['database'] {
  const url = reader.text('DATABASE_URL');
  const fault = url === undefined ? undefined : databaseUrlFault(url);
  if (fault !== undefined) reader.refuse(['DATABASE_URL'], fault);
  return Object.freeze({ url, schema: readSchema(reader), poolSize: reader.integer('DATABASE_POOL_SIZE', 1, 1000) });
}

function readJwksUrl(reader: VariableReader): string | undefined {
  const text = reader.text('JWKS_URL');
  if (text === undefined) return undefined;
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) {
    const rule = 'JWKS_URL must be a URL that begins with https:// or http://';
    // A value that is no address may be a secret in the wrong place, and an address may contain one.
    const shown = quote(text.replace(/[?#].*$/s, '').replace(/^(\w+:\/\/)?.*@/s, '$1***@'));
    reader.refuse(['JWKS_URL'], /[./]/.test(shown) ? `${rule}, not ${shown}.` : `${rule}.`);
  } else if (url.username !== '' || url.password !== '') {
    reader.refuse(['JWKS_URL'], 'JWKS_URL must not contain a user or a password: fetch() refuses such a URL.');
  }
  return text;
}

function checkSecret(reader: VariableReader, name: VariableName, secret: string): void {
  const weakness = weaknessOf(secret);
  if (weakness === undefined) return;
  reader.refuse([name], `${name} ${weakness}. Make one with: openssl rand -base64 ${minSecretBytes}`);
}

function readSecrets(reader: VariableReader): readonly string[] {
  const current = reader.untrimmed('BETTER_AUTH_SECRET');
  const previous = reader.words('BETTER_AUTH_PREVIOUS_SECRETS');
  if (current !== undefined) checkSecret(reader, 'BETTER_AUTH_SECRET', current);
  for (const secret of previous) checkSecret(reader, 'BETTER_AUTH_PREVIOUS_SECRETS', secret);
  if (previous.length > 0 && current === undefined) {
    reader.refuse(['BETTER_AUTH_SECRET'], 'BETTER_AUTH_PREVIOUS_SECRETS needs BETTER_AUTH_SECRET.');
  }
  return Object.freeze([...(current === undefined ? [] : [current]), ...previous]);
}

/** A server that should run in production must not start as development, which prints a token. */
function refuseMisspeltProduction(
  reader: VariableReader,
  environment: Environment,
  misspelt: readonly MisspeltVariable[],
): void {
  for (const { given, meant } of misspelt) {
    if (meant !== 'NODE_ENV' || !/^\s*prod/i.test(environment[given] ?? '')) continue;
    reader.refuse(['NODE_ENV'], `${given} is set to production, but only NODE_ENV is read. Set that too.`);
  }
}

/**
 * Reads and checks the configuration.
 *
 * @throws ConfigError naming every fault
 */
export function readConfig(environment: Environment): Config {
  const reader = new VariableReader(environment);
  const config: Config = Object.freeze({
    // A misspelt environment must not run as development.
    production: reader.oneOf('NODE_ENV', ['development', 'test', 'production']) === 'production',
    host: readHost(reader),
    port: reader.integer('PORT', 0, 65_535),
    workers: reader.integer('WORKERS', 1, 64),
    logLevel: reader.oneOf('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    http: readHttp(reader),
    database: readDatabase(reader),
    dataDirectory: readDataDirectory(reader),
    auth: Object.freeze({
      secrets: readSecrets(reader),
      jwksUrl: readJwksUrl(reader),
      issuer: reader.text('JWT_ISSUER'),
      audience: reader.text('JWT_AUDIENCE'),
    }),
  });
  checkConfig(config, reader);
  const misspelt = misspeltVariables(environment);
  refuseMisspeltProduction(reader, environment, misspelt);
  const hints = misspelt.filter(({ meant }) => reader.isSound(meant)).map(hintOf);
  if (reader.faults.length > 0) throw configError([...reader.faults, ...hints]);
  return config;
}
