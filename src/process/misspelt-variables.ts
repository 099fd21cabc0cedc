import { editDistance } from '../values/edit-distance.ts';
import type { Environment } from './environment.ts';
import { variables, type VariableName } from './variables.ts';

/** A name that is set and that nothing reads, and the variable that was probably meant. */
export interface MisspeltVariable {
  readonly given: string;
  readonly meant: VariableName;
}

/** Names that other programs and guides give to the same thing. */
const aliases: Readonly<Partial<Record<VariableName, readonly string[]>>> = {
  NODE_ENV: ['NODE_ENVIRONMENT', 'APP_ENV', 'ENVIRONMENT'],
  HOST: ['BIND_ADDRESS', 'LISTEN_ADDRESS', 'LISTEN_HOST', 'SERVER_HOST', 'HTTP_HOST'],
  PORT: ['APP_PORT', 'HTTP_PORT', 'LISTEN_PORT', 'SERVER_PORT'],
  WORKERS: ['CLUSTER_WORKERS', 'NUM_WORKERS'],
  TRUSTED_PROXIES: ['TRUST_PROXY', 'TRUSTED_PROXY', 'TRUST_PROXIES'],
  CORS_ORIGINS: [
    'CORS_ALLOWED_ORIGINS',
    'CORS_ALLOW_ORIGINS',
    'CORS_ALLOW_ORIGIN',
    'ALLOWED_ORIGINS',
    'ALLOWED_ORIGIN',
  ],
  REQUESTS_PER_MINUTE: ['RATE_LIMIT', 'RATE_LIMIT_MAX', 'RATE_LIMIT_PER_MINUTE'],
  LOG_LEVEL: ['PINO_LOG_LEVEL', 'LOGGING_LEVEL'],
  DATABASE_URL: [
    ...['DATABASE', 'DATABASE_URI', 'DATABASE_DSN', 'DB_URL', 'DB_URI', 'DB_DSN', 'DATABASE_CONNECTION_STRING'],
    ...['PG_URL', 'PGURL', 'PGHOST', 'POSTGRES_URL', 'POSTGRES_URI', 'POSTGRESQL_URL', 'POSTGRESQL_URI'],
  ],
  DATABASE_POOL_SIZE: ['DATABASE_POOL', 'DATABASE_POOL_MAX', 'DB_POOL_SIZE', 'DB_POOL_MAX', 'POOL_SIZE'],
  DATA_DIRECTORY: ['DATA_DIR', 'DATA_FOLDER', 'DATA_PATH'],
  BETTER_AUTH_SECRET: ['AUTH_SECRET', 'JWT_SECRET'],
  JWKS_URL: ['JWKS', 'JWKS_URI', 'JWKS_ENDPOINT', 'JWT_JWKS_URL', 'BETTER_AUTH_JWKS_URL'],
  JWT_ISSUER: ['JWT_ISS', 'TOKEN_ISSUER', 'BETTER_AUTH_ISSUER'],
  JWT_AUDIENCE: ['JWT_AUD', 'TOKEN_AUDIENCE', 'BETTER_AUTH_AUDIENCE'],
};

function isMeant(given: string, name: VariableName): boolean {
  const upper = given.toUpperCase().replaceAll(/[-.]/g, '_');
  // Short names have too many neighbours: HOME is two steps from HOST.
  const tolerance = name.length < 8 ? 1 : 2;
  if (Math.abs(upper.length - name.length) <= tolerance && editDistance(upper, name) <= tolerance) return true;
  return aliases[name]?.includes(upper) ?? false;
}

/**
 * Finds names that are almost one of the variables, or another program's name for it. A variable that is set is not
 * looked for.
 *
 * @param names the variables that the program reads
 */
export function misspeltVariables(
  environment: Environment,
  names: readonly string[] = Object.keys(variables),
): readonly MisspeltVariable[] {
  const isSet = (name: string): boolean => (environment[name]?.trim() ?? '') !== '';
  const isOurs = (name: string): name is VariableName => Object.hasOwn(variables, name);
  const missing = names.filter(isOurs).filter((name) => !isSet(name));
  return Object.keys(environment)
    .filter((given) => isSet(given) && !isOurs(given))
    .flatMap((given) => missing.filter((name) => isMeant(given, name)).map((meant) => ({ given, meant })));
}

/** Says in a sentence that a name is not read. */
export function hintOf({ given, meant }: MisspeltVariable): string {
  return `${given} is not read. Did you mean ${meant}?`;
}
