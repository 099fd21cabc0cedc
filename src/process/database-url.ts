import { databaseTarget } from '../database/index.ts';

/** Parameters that pg reads from a URL. `channel_binding` is on where Postgres offers it. */
const knownParameters: ReadonlySet<string> = new Set([
  ...['host', 'port', 'user', 'password', 'db', 'encoding', 'client_encoding', 'options', 'channel_binding'],
  ...['ssl', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'sslnegotiation', 'uselibpqcompat'],
  ...['application_name', 'fallback_application_name'],
  ...['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'],
]);

/** Settings of pg's client that a URL can change, and must not: the server depends on them. */
const reservedParameters = [
  ...['query_timeout', 'connectionTimeoutMillis', 'keepAlive', 'keepAliveInitialDelayMillis', 'enableChannelBinding'],
  ...['replication', 'binary', 'stream', 'types', 'connection', 'Promise', 'connectionString', 'pipeline'],
];

const schemaParameters = ['schema', 'currentSchema', 'search_path'];
const sslModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

const encodePassword =
  'DATABASE_URL has a user or a password with a character that must be percent-encoded: ' +
  '/ is %2F, ? is %3F, # is %23, @ is %40, % is %25.';
const halfEncoded = 'DATABASE_URL is percent-encoded in part: write every space as %20 and every % as %25.';
const severalHosts = 'DATABASE_URL names several hosts, and pg connects to one. Name one, or a proxy in front of them.';

/** Returns the text without its scheme: what stands after `://` or after `socket:`. */
function afterScheme(text: string): string {
  return text.replace(/^[a-z]+:(?:\/\/)?/i, '');
}

/** Returns the parameters of the URL, in their order. */
function parametersOf(text: string): URLSearchParams {
  return new URLSearchParams(/^[^?#]*\?([^#]*)/.exec(text)?.[1] ?? '');
}

/** True for user and password followed by `/`, `?` or `#` that belongs to them, because an `@` follows later. */
function hasUnencodedDelimiter(text: string): boolean {
  const rest = afterScheme(text);
  const [, before = '', after = ''] = /^([^@/?#]*:[^@/?#]*)[/?#][^@]*@(.*)$/s.exec(rest) ?? [];
  const looksLikeHosts = /^(?:(?:\[[^\]]*\]|[^:,]*):\d*(?:,|$))+$/.test(before);
  if (before !== '' && !(looksLikeHosts && !/^[^/?#@=&]+\//.test(after))) return true;
  // The password holds an "@" too.
  return /^[^@/?#]*:[^/?#]*@[^/?#]*[/?#][^=]*@[^/?#@=&]+\//.test(rest);
}

/** True for a URL that is encoded in part: pg would encode all of it, and so change the encoded part. */
function isHalfEncoded(text: string): boolean {
  return /[ ]|%(?![\da-f]{2})/i.test(text) && /%(?:[a-f][\da-f]|\d[a-f])/i.test(text);
}

function namesSeveralHosts(text: string): boolean {
  const [authority = ''] = afterScheme(text).split(/[/?#]/);
  const parameters = parametersOf(text);
  return [authority.slice(authority.lastIndexOf('@') + 1), parameters.get('host'), parameters.get('port')].some(
    (part) => part?.includes(','),
  );
}

function parameterFault(parameters: URLSearchParams): string | undefined {
  const reserved = reservedParameters.find((name) => parameters.has(name));
  if (reserved === 'query_timeout')
    return 'DATABASE_URL must not have query_timeout: every statement has a time limit already.';
  if (reserved !== undefined) return `DATABASE_URL must not have ${reserved}: the server sets that itself.`;
  // Every URL that Prisma writes has schema=public, and there Postgres looks anyway.
  const schema = schemaParameters.find((name) => (parameters.get(name) ?? 'public') !== 'public');
  if (schema !== undefined) {
    return `DATABASE_URL must not have ${schema}: pg ignores it. Set DATABASE_SCHEMA instead.`;
  }
  const mode = parameters.get('sslmode');
  if (mode !== null && !sslModes.includes(mode)) return `DATABASE_URL: sslmode must be one of ${sslModes.join(', ')}.`;
  const ssl = parameters.get('ssl');
  if (ssl !== null && !['true', '1', '0', 'no-verify'].includes(ssl)) {
    return 'DATABASE_URL: ssl must be true, 1, 0 or no-verify. To connect without TLS, use sslmode=disable.';
  }
  return parameters.get('sslrootcert') === 'system'
    ? 'DATABASE_URL must not have sslrootcert=system: without sslrootcert, the certificates of Node.js are used.'
    : undefined;
}

/** Asks pg how it reads the URL. */
function targetFault(text: string): string | undefined {
  try {
    const { host, port } = databaseTarget({ connectionString: text });
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      return 'DATABASE_URL: the port must be a number from 1 to 65535.';
    if (/^~|^[^/].*\//.test(host)) return 'DATABASE_URL: the folder of a socket must be an absolute path.';
    return undefined;
  } catch (error) {
    if (error instanceof URIError) return encodePassword;
    if (error instanceof TypeError) return 'DATABASE_URL has a host or a port that cannot be read.';
    return `DATABASE_URL cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/**
 * Finds why pg could never connect with a URL, or would not do what the URL says.
 *
 * @returns a sentence that quotes neither user nor password; undefined if nothing is wrong
 */
export function databaseUrlFault(text: string): string | undefined {
  if (!/^(?:postgres(?:ql)?:\/\/|socket:)/i.test(text)) {
    const [scheme] = /^(?:jdbc:)?[a-z][a-z\d+.-]{0,30}:\/\//i.exec(text) ?? [];
    const instead = scheme === undefined ? '' : `, not ${scheme}`;
    return `DATABASE_URL must be a URL that begins with postgres:// or postgresql://${instead}.`;
  }
  if (hasUnencodedDelimiter(text)) return encodePassword;
  if (isHalfEncoded(text)) return halfEncoded;
  if (namesSeveralHosts(text)) return severalHosts;
  return parameterFault(parametersOf(text)) ?? targetFault(text);
}

/** Returns the parameters of a URL that pg ignores. */
export function ignoredParameters(text: string): readonly string[] {
  const names = new Set(parametersOf(text).keys());
  return [...names].filter((name) => !knownParameters.has(name) && !/^[\w-]*\W/.test(name));
}
