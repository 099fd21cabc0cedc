import type { Logger } from 'pino';
import { buildApp } from '../app/index.ts';
import { createAuthenticator } from '../auth/index.ts';
import type { Database } from '../database/index.ts';
import type { Config } from './config.ts';

/** A server that listens, in this process or in workers. */
export interface Listening {
  readonly address: string;
  /** Accepts nothing more and resolves when every request under way is answered. */
  readonly close: () => Promise<void>;
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
export async function listen(config: Config, db: Database, logger: Logger): Promise<Listening> {
  const { authenticate, findKeyFault, explain } = configureAuthenticator(config.auth, logger);
  const app = await buildApp({
    ...config.http,
    db,
    securityHandlers: { bearerAuth: authenticate },
    findKeyFault,
    explainRefusal: explain,
    explainsToClients: !config.production,
    logger,
  });
  const address = await app.listen({ host: config.host, port: config.port });
  return { address, close: () => app.close() };
}
