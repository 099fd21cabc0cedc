import { ConfigError, type Config } from '../process/config.ts';
import type { Environment } from '../process/environment.ts';
import { hintOf, misspeltVariables } from '../process/misspelt-variables.ts';
import { readConfig } from '../process/read-config.ts';

export type MockConfig = Pick<Config, 'host' | 'port' | 'logLevel' | 'http'>;

/**
 * The variables that the mock reads, with its own defaults: a port beside the server's, and a rate no test run reaches.
 */
const variables: Environment = {
  NODE_ENV: undefined,
  HOST: undefined,
  PORT: '8001',
  CORS_ORIGINS: undefined,
  CORS_HEADERS: undefined,
  CORS_CREDENTIALS: undefined,
  REQUESTS_PER_MINUTE: '1000000',
  LOG_LEVEL: undefined,
};

/** Lists names that are almost one of the mock's variables, in sentences without values. */
export function mockWarnings(environment: Environment): readonly string[] {
  return misspeltVariables(environment, Object.keys(variables)).map(hintOf);
}

/**
 * Reads the configuration of the mock. It ignores the variables that only the server needs.
 *
 * @throws ConfigError naming every fault; always in production, because the mock accepts any token
 */
export function readMockConfig(environment: Environment): MockConfig {
  if (environment['NODE_ENV']?.trim() === 'production') {
    throw new ConfigError('The mock accepts any token: it does not run with NODE_ENV=production.');
  }
  return readConfig(
    Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, environment[name]?.trim() || value])),
  );
}
