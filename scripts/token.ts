/** `npm run --silent token -- alice`: a token of that user, or of "demo", for the server of this checkout. */
import { processEnvironment, readConfig } from '../src/config.ts';
import { developmentToken, withDevelopmentSecret } from '../src/development.ts';

const [user = 'demo'] = process.argv.slice(2);
console.log(developmentToken(await withDevelopmentSecret(readConfig(processEnvironment())), user));
