import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { bindHandlers, readContract, type SecurityHandlers } from '../contract/index.ts';
import { type Database, databaseProblem } from '../database/index.ts';
import { operations } from './operations/index.ts';
import { createServer } from '../http/index.ts';

/** What the server is built on. */
export interface AppDependencies {
  readonly db: Database;
  readonly securityHandlers: SecurityHandlers;
  /** Whether tokens can be verified: false where no key was ever had. */
  readonly canVerifyTokens: () => Promise<boolean>;
  readonly logger: FastifyBaseLogger;
  /** The origins whose pages may call the server, such as `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  /** Whether those pages may send credentials along, which the server does not look at. */
  readonly corsCredentials: boolean;
  /** How many requests a minute a user may make, or an address where there is no user. */
  readonly requestsPerMinute: number;
  /** How many proxies stand before the server, and are to be believed about the client's address. */
  readonly trustedProxies: number;
}

/**
 * Builds the server. It does not listen, and does not use the database until a request does.
 *
 * @throws where contract and code disagree
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
