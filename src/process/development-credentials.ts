import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signDevelopmentToken } from '../auth/index.ts';
import { ConfigError, type Config } from './config.ts';

const tokenLifetimeSeconds = 12 * 60 * 60;

async function readOrMakeSecret(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const file = join(directory, 'development-secret');
  // Written aside: what is found under the name is always whole.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

/**
 * The configuration with a secret of this machine's own where none is configured: random, kept in the data directory, never
 * the same on two machines. In production the configuration is returned as it is, because it cannot be without.
 */
export async function withDevelopmentSecret(config: Config): Promise<Config> {
  const { auth, production } = config;
  if (production || auth.secrets.length > 0 || auth.jwksUrl !== undefined) return config;
  const secrets = Object.freeze([await readOrMakeSecret(config.dataDirectory)]);
  return Object.freeze({ ...config, auth: Object.freeze({ ...auth, secrets }) });
}

/**
 * A token to try the API with, good for twelve hours.
 *
 * @throws ConfigError in production, and where no secret is configured to sign it with
 */
export function developmentToken({ production, auth }: Config, userId: string): string {
  const [secret] = auth.secrets;
  if (production) throw new ConfigError('Development tokens are not made in production.');
  if (secret === undefined) throw new ConfigError('Only JWKS_URL is configured: take a token from what serves it.');
  return signDevelopmentToken(secret, userId, tokenLifetimeSeconds);
}

/**
 * What the developer who started the server is told: where it is, and, with a token, a command that works as pasted. A token is
 * printed only where it was signed with a development secret: of any other, none may stand in a log.
 */
export function welcome(address: string, token: string | undefined): string {
  const lines = [
    `tasks-api listens on ${address}`,
    `  docs      ${address}/docs`,
    `  contract  ${address}/openapi.yaml`,
  ];
  if (token === undefined) return lines.join('\n');
  return [
    ...lines,
    '',
    `A token of the user "demo", good for twelve hours (another user's: npm run --silent token -- alice):`,
    '',
    `curl -i ${address}/api/demo/tasks \\`,
    `  -H 'authorization: Bearer ${token}' \\`,
    `  -H 'content-type: application/json' -d '{"title":"Buy milk"}'`,
    '',
  ].join('\n');
}
