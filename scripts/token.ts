/** `npm run --silent token -- alice`: prints a token of a user, or of "demo", for the server of this checkout. */
import { ConfigError } from '../src/process/config.ts';
import { developmentToken, withDevelopmentSecret } from '../src/process/development-credentials.ts';
import { takeEnvironment } from '../src/process/environment.ts';
import { readConfig } from '../src/process/read-config.ts';

const [user = 'demo'] = process.argv.slice(2);
try {
  console.log(developmentToken(await withDevelopmentSecret(readConfig(takeEnvironment())), user));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
