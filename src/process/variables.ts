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
} as const satisfies Readonly<Record<string, string | undefined>>;

/** The name of a variable. */
export type VariableName = keyof typeof variables;

/** The variables that hold secrets. `takeEnvironment()` deletes them from `process.env`. */
export const secretVariables = [
  'BETTER_AUTH_SECRET',
  'BETTER_AUTH_PREVIOUS_SECRETS',
  'DATABASE_URL',
] as const satisfies VariableName[];
