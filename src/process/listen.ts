import type { Logger } from 'pino';
import { buildApp } from '../app/index.ts';
import { createAuthenticator } from '../auth/index.ts';
import type { Config } from './config.ts';
import type { Database } from '../database/index.ts';

/** A server that listens. */
export interface Serving {
  readonly address: string;
  /** Answers what is under way, and accepts nothing more. */
  readonly close: () => Promise<void>;
}

function authenticatorOf({ auth }: Config, logger: Logger) {
  const { jwksUrl, issuer, audience, secrets } = auth;
  const origin = jwksUrl === undefined ? '' : new URL(jwksUrl).origin;
  const jwks =
    jwksUrl === undefined
      ? undefined
      : {
          url: jwksUrl,
          issuer: issuer ?? origin,
          audience: audience ?? origin,
          onError: (error: unknown) => logger.warn({ err: error }, 'the JWKS cannot be had'),
        };
  return createAuthenticator({ secrets, issuer, audience, jwks });
}

/** Builds the server as it is configured, and listens. @throws where code and contract disagree, or the port is taken */
export async function serve(config: Config, db: Database, logger: Logger): Promise<Serving> {
  const { authenticate, isReady } = authenticatorOf(config, logger);
  const { corsOrigins, corsCredentials, requestsPerMinute, trustedProxies } = config;
  const app = await buildApp({
    db,
    securityHandlers: { bearerAuth: authenticate },
    canVerifyTokens: isReady,
    logger,
    corsOrigins,
    corsCredentials,
    requestsPerMinute,
    trustedProxies,
  });
  const address = await app.listen({ host: config.host, port: config.port });
  return { address, close: () => app.close() };
}
