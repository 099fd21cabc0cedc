import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { bindHandlers, readContract, type SecurityHandlers } from '../contract/index.ts';
import { type Database, databaseProblem } from '../database/index.ts';
import { createServer } from '../http/index.ts';
import { operations } from './operations/index.ts';

/** Services and settings from which the server is built. */
export interface AppDependencies {
  readonly db: Database;
  readonly securityHandlers: SecurityHandlers;
  /** Resolves to false until a key to verify tokens has been loaded. */
  readonly canVerifyTokens: () => Promise<boolean>;
  readonly logger: FastifyBaseLogger;
  /** Origins whose pages may call the server, for example `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  /** Allows those pages to send credentials. The server ignores them. */
  readonly corsCredentials: boolean;
  /** Requests per minute allowed for each user, or for each address if there is no user. */
  readonly requestsPerMinute: number;
  /** Number of proxies in front of the server that are trusted about the client's address. */
  readonly trustedProxies: number;
}

/**
 * Builds the server. It does not listen, and does not use the database before a request does.
 *
 * @throws Error if the contract and the code disagree
 */
export async function buildApp({
  db,
  canVerifyTokens,
  corsOrigins,
  corsCredentials,
  ...options
}: AppDependencies): Promise<FastifyInstance> {
  return createServer({
    ...options,
    contract: readContract(),
    handlers: bindHandlers(operations, { db, canVerifyTokens }),
    translateError: databaseProblem,
    crossOrigin: {
      isAllowed: (origin) => corsOrigins.includes(origin),
      credentials: corsCredentials,
      requestHeaders: [],
      exposedHeaders: [],
    },
  });
}
