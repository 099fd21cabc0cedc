/** `npm run --silent token -- alice`: prints a token of a user, or of "demo", for the server of this checkout. */
import { parseArgs } from 'node:util';
import { ConfigError } from './config.ts';
import { developmentToken, withDevelopmentSecret } from './development-credentials.ts';
import { takeEnvironment } from './environment.ts';
import { readConfig } from './read-config.ts';

const usage = `usage: npm run --silent token [-- <user id>]

Prints a token of a user, or of "demo", for the server of this checkout.
Write -- before an id that begins with a hyphen.`;

/** Reads the arguments. @throws ConfigError for an option that does not exist: it is not the id of a user */
function readArguments(): { readonly wantsHelp: boolean; readonly users: readonly string[] } {
  try {
    const help = { type: 'boolean', short: 'h', default: false } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options: { help } });
    return { wantsHelp: values.help, users: positionals };
  } catch {
    throw new ConfigError(usage);
  }
}

async function main(): Promise<void> {
  const { wantsHelp, users } = readArguments();
  const [user = 'demo', ...others] = users;
  if (wantsHelp) console.log(usage);
  else if (user === '' || others.length > 0) throw new ConfigError(usage);
  else console.log(developmentToken(await withDevelopmentSecret(readConfig(takeEnvironment())), user));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
