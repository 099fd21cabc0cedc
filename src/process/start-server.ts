import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { buildApp } from '../app/index.ts';
import { createAuthenticator } from '../auth/index.ts';
import type { Database } from '../database/index.ts';
import type { Config } from './config.ts';
import { developmentToken } from './development-credentials.ts';

/**
 * Time in which a closing server still accepts connections and answers everything, but is not ready, so that a load
 * balancer sends requests elsewhere before a connection is refused. Documented in specs/operations/limits.md.
 */
const drainMs = 3_000;

/** A server that listens. */
export interface RunningServer {
  readonly address: string;
  /**
   * Accepts nothing more and resolves when every request under way is answered.
   *
   * @param isUrgent if false, it first says that it is not ready for `drainMs`, and still serves
   */
  readonly close: (isUrgent: boolean) => Promise<void>;
}

function configureAuthenticator({ jwksUrl, issuer, audience, secrets }: Config['auth'], logger: Logger) {
  if (jwksUrl === undefined) return createAuthenticator({ secrets, issuer, audience, jwks: undefined });
  const { origin } = new URL(jwksUrl);
  const onError = (error: unknown): void => logger.warn({ err: error }, 'the JWKS could not be fetched');
  const jwks = { url: jwksUrl, issuer: issuer ?? origin, audience: audience ?? origin, onError };
  return createAuthenticator({ secrets, issuer, audience, jwks });
}

/**
 * Builds the server from the configuration and listens.
 *
 * @throws if the code does not match the contract, or the port is taken
 */
export async function startServer(config: Config, db: Database, logger: Logger): Promise<RunningServer> {
  const { authenticate, findKeyFault, explain } = configureAuthenticator(config.auth, logger);
  const closing = new AbortController();
  const canSign = !config.production && config.auth.secrets.length > 0;
  const app = await buildApp({
    ...config.http,
    db,
    closing: closing.signal,
    securityHandlers: { bearerAuth: authenticate },
    findKeyFault,
    explainRefusal: explain,
    explainsToClients: !config.production,
    signSampleToken: canSign ? (userId) => developmentToken(config, userId) : undefined,
    logger,
  });
  const address = await app.listen({ host: config.host, port: config.port });
  return {
    address,
    async close(isUrgent) {
      closing.abort();
      // Nobody sends requests through a balancer to a developer's machine.
      if (config.production && !isUrgent) await setTimeout(drainMs);
      await app.close();
    },
  };
}
