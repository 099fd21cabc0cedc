import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { buildApp } from './app.ts';
import { createAuthenticator } from './auth/authenticator.ts';
import { ConfigError, takeEnvironment, readConfig, type Config } from './config.ts';
import { EmbeddedPostgresError } from './database/embedded/index.ts';
import { MigrationError } from './database/migrator.ts';
import { developmentToken, welcome, withDevelopmentSecret } from './development.ts';
import { createLogger } from './logger.ts';
import { startDatabase } from './start-database.ts';
import { start } from './start.ts';

/** After this long, what still runs is cut off. */
const closeWithinMs = 20_000;

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

async function main(): Promise<void> {
  const configured = readConfig(takeEnvironment());
  const config = await withDevelopmentSecret(configured);
  const logger = createLogger(config.logLevel);
  let stopServing = (): Promise<void> => Promise.resolve();
  let failure: Error | undefined;
  const { close } = closeWithGrace({ delay: closeWithinMs, logger }, async ({ err, signal }) => {
    const cause = err ?? failure;
    if (cause) logger.fatal({ err: cause }, 'closing after an error');
    else logger.info({ signal }, 'closing');
    await stopServing();
    // So that whoever watches the process sees that it did not end well.
    if (failure) throw failure;
  });

  const database = await startDatabase(config, logger, (error) => {
    failure = error;
    close();
  });
  stopServing = database.close;
  const { authenticate, isReady } = authenticatorOf(config, logger);
  const { corsOrigins, corsCredentials, requestsPerMinute, trustedProxies } = config;
  const app = await buildApp({
    db: database.db,
    securityHandlers: { bearerAuth: authenticate },
    canVerifyTokens: isReady,
    logger,
    corsOrigins,
    corsCredentials,
    requestsPerMinute,
    trustedProxies,
  });
  stopServing = async () => {
    await app.close();
    await database.close();
  };
  const address = await app.listen({ host: config.host, port: config.port });
  const token = config === configured ? undefined : developmentToken(config, 'demo');
  if (!config.production) console.log(welcome(address, token));
}

await start(main, [ConfigError, EmbeddedPostgresError, MigrationError]);
