/** `npm run --silent token -- alice`: prints a token of a user, or of "demo", for the server of this checkout. */
import { ConfigError, takeEnvironment, readConfig } from '../src/process/config.ts';
import { developmentToken, withDevelopmentSecret } from '../src/process/development.ts';

const [user = 'demo'] = process.argv.slice(2);
try {
  console.log(developmentToken(await withDevelopmentSecret(readConfig(takeEnvironment())), user));
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
