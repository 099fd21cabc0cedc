import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minSecretBytes, signDevelopmentToken } from '../auth/index.ts';
import { ConfigError, type Config } from './config.ts';
import { errorCode } from '../values/error-code.ts';

const tokenLifetimeSeconds = 12 * 60 * 60;

async function readOrMakeSecret(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'development-secret');
  // Written under another name first, so that no process reads half a secret.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(minSecretBytes).toString('base64url'), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

/**
 * Adds a development secret if no way to verify tokens is configured. The secret is random, differs on every machine
 * and is kept in the data directory. In production it returns the configuration unchanged, because that always has a
 * secret or a JWKS.
 */
export async function withDevelopmentSecret(config: Config): Promise<Config> {
  const { auth, production } = config;
  if (production || auth.secrets.length > 0 || auth.jwksUrl !== undefined) return config;
  const secrets = Object.freeze([await readOrMakeSecret(config.dataDirectory)]);
  return Object.freeze({ ...config, auth: Object.freeze({ ...auth, secrets }) });
}

/**
 * Signs a token for trying the API. It is good for twelve hours.
 *
 * @throws ConfigError in production, and if no secret is configured
 */
export function developmentToken({ production, auth }: Config, userId: string): string {
  const [secret] = auth.secrets;
  if (production) throw new ConfigError('Development tokens are not issued in production.');
  if (secret === undefined)
    throw new ConfigError('Only JWKS_URL is configured: get a token from the server behind it.');
  return signDevelopmentToken(secret, userId, tokenLifetimeSeconds);
}
