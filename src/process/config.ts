import type { AuthenticatorOptions } from '../auth/index.ts';
import type { HttpSettings } from '../http/index.ts';

/** The configuration of the server. Frozen. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Number of processes that serve the port. */
  readonly workers: number;
  readonly logLevel: string;
  readonly http: HttpSettings;
  /** An undefined URL selects the embedded database. */
  readonly database: { readonly url: string | undefined; readonly schema: string; readonly poolSize: number };
  /** Absolute path of the folder for the embedded database and the development secret. */
  readonly dataDirectory: string;
  /** The issuer and the audience hold for both kinds of tokens. */
  readonly auth: Pick<AuthenticatorOptions, 'secrets' | 'issuer' | 'audience'> & {
    readonly jwksUrl: string | undefined;
  };
}

/** A configuration with which the program must not start. The message tells what to change and contains no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Makes one error of all faults of a configuration. Each is a sentence. */
export function configError(faults: readonly string[]): ConfigError {
  const lines = faults.length === 1 ? faults : [`The configuration has ${faults.length} faults:`, ...faults];
  return new ConfigError(lines.join('\n- '));
}
