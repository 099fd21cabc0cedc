import { readEnvironmentFile } from './environment-file.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable that configures the server, with its default. A test compares specs/operations/configuration.md. */
export const variables = {
  NODE_ENV: 'development',
  HOST: '127.0.0.1',
  PORT: '8000',
  WORKERS: '1',
  TRUSTED_PROXIES: '0',
  PUBLIC_PATH: undefined,
  CORS_ORIGINS: undefined,
  CORS_HEADERS: undefined,
  CORS_CREDENTIALS: 'false',
  REQUESTS_PER_MINUTE: '1000',
  LOG_LEVEL: 'info',
  DATABASE_URL: undefined,
  DATABASE_SCHEMA: 'public',
  DATABASE_POOL_SIZE: '10',
  DATA_DIRECTORY: '.data',
  BETTER_AUTH_SECRET: undefined,
  BETTER_AUTH_PREVIOUS_SECRETS: undefined,
  JWKS_URL: undefined,
  JWT_ISSUER: undefined,
  JWT_AUDIENCE: undefined,
} as const satisfies Environment;

export type VariableName = keyof typeof variables;

const secretVariables = [
  'BETTER_AUTH_SECRET',
  'BETTER_AUTH_PREVIOUS_SECRETS',
  'DATABASE_URL',
] as const satisfies VariableName[];

/**
 * Drops the PG… variables, also from `process.env`, where pg reads them. They are meant for another Postgres, and would
 * change the sessions of the embedded one.
 */
function withoutPgVariables(environment: Environment): Environment {
  const isOfPg = (name: string): boolean => /^PG[A-Z]/.test(name);
  for (const name of Object.keys(process.env).filter(isOfPg)) Reflect.deleteProperty(process.env, name);
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isOfPg(name)));
}

/**
 * Takes the environment of the process; `.env` in the working directory fills the gaps. Nothing else reads either of
 * them.
 *
 * It deletes the secrets from `process.env`, so that neither Node's diagnostic reports nor child processes contain
 * them.
 *
 * @throws ConfigError naming every line of `.env` that is not understood
 */
export function takeEnvironment(): Environment {
  const file = readEnvironmentFile();
  const given = Object.entries(process.env).filter(([, value]) => value !== '');
  for (const name of secretVariables) Reflect.deleteProperty(process.env, name);
  const environment = { ...file, ...Object.fromEntries(given) };
  return environment['DATABASE_URL'] === undefined ? withoutPgVariables(environment) : environment;
}
