import { ConfigError, readConfig, type Config, type Environment } from '../process/config.ts';

/** What the mock runs with. */
export type MockConfig = Pick<
  Config,
  'host' | 'port' | 'corsOrigins' | 'corsCredentials' | 'requestsPerMinute' | 'logLevel'
>;

/** What the mock reads, and where it has a default of its own: beside the server, and at a rate that no test run comes near. */
const read: Environment = {
  NODE_ENV: undefined,
  HOST: undefined,
  PORT: '8001',
  CORS_ORIGINS: undefined,
  CORS_CREDENTIALS: undefined,
  REQUESTS_PER_MINUTE: '1000000',
  LOG_LEVEL: undefined,
};

/**
 * Reads the mock's configuration. What only the server needs is not looked at.
 *
 * @throws ConfigError naming the variable; in production always, because the mock accepts any token
 */
export function readMockConfig(environment: Environment): MockConfig {
  if (environment['NODE_ENV']?.trim() === 'production') {
    throw new ConfigError('The mock accepts any token: it does not run with NODE_ENV=production.');
  }
  return readConfig(
    Object.fromEntries(Object.entries(read).map(([name, value]) => [name, environment[name]?.trim() || value])),
  );
}
