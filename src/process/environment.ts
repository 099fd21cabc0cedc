import { readEnvironmentFile } from './environment-file.ts';
import { secretVariables } from './variables.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Drops the PG… variables, also from `process.env`, where pg reads them. They are meant for another Postgres, and
 * would change the sessions of the embedded one.
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
