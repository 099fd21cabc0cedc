import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import type { Test } from 'tap';
import type { DB } from '../../generated/database.ts';
import { buildApp, type AppDependencies } from '../../src/app/build-app.ts';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { createLogger } from '../../src/process/logger.ts';
import { recordInjection } from '../../scripts/coverage/record-injection.ts';
import {
  createTestDatabase,
  nowhere,
  openKysely,
  unreachableDatabase,
  type TestDatabase,
} from '../../scripts/test-run/database.ts';
import { tokenInText } from './token-in-text.ts';

const secret = 'a secret of the test suite, long enough';

/** An origin whose pages may call the test server. */
export const allowedOrigin = 'https://app.example.com';

/** The options of every test server. The rate is too high for any test to reach. */
export const testOptions = {
  corsOrigins: [allowedOrigin],
  corsCredentials: false,
  requestsPerMinute: 1_000_000,
  trustedProxies: 0,
  publicPath: '',
  corsHeaders: [],
} as const satisfies Partial<AppDependencies>;

/** A bearer token that the test server accepts as this user's. */
export function tokenOf(userId: string): string {
  return signDevelopmentToken(secret, userId, 60);
}

export interface TestRequest extends Omit<InjectOptions, 'headers'> {
  /** The user whose token is sent; none by default. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** The production server on its own database. */
export interface TestServer {
  readonly app: FastifyInstance;
  /** The test's own access to the database. Every query fails if the server cannot reach its database either. */
  readonly db: Kysely<DB>;
  request(request: TestRequest): Promise<LightMyRequestResponse>;
  /** The lines logged so far. */
  readonly log: readonly string[];
}

/** Builds the production server on a database that the test opened. The server closes when the test ends. */
export async function startServerOn(
  t: Test,
  { db, pool }: Pick<TestDatabase, 'db' | 'pool'>,
  options: Partial<AppDependencies> = {},
): Promise<TestServer> {
  const log: string[] = [];
  const logger = createLogger('trace', { write: (line) => void log.push(line) });
  const { authenticate, findKeyFault, explain } = createAuthenticator({
    secrets: [secret],
    issuer: undefined,
    audience: undefined,
    jwks: undefined,
  });
  const app = await buildApp({
    db: pool,
    securityHandlers: { bearerAuth: authenticate },
    findKeyFault,
    explainRefusal: explain,
    logger,
    ...testOptions,
    ...options,
  });
  t.teardown(async () => {
    await app.close();
    const leak = log.find((line) => tokenInText.test(line));
    if (leak !== undefined) throw new Error(`A token is in the log: ${leak}`);
  });
  let requests = 0;
  return {
    app,
    db,
    log,
    async request({ as, headers, ...options }) {
      requests += 1;
      const token = as === undefined ? {} : { authorization: `Bearer ${tokenOf(as)}` };
      // Every second request comes from a page of another origin: the contract declares both kinds of answers.
      const origin = requests % 2 === 0 ? { origin: allowedOrigin } : {};
      return recordInjection(app, { ...options, headers: { ...token, ...origin, ...headers } });
    },
  };
}

/** Builds the production server on a clone of the migrated database. Both are removed when the test ends. */
export async function startServer(t: Test, options: Partial<AppDependencies> = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  t.teardown(database.drop);
  return startServerOn(t, database, options);
}

/**
 * Builds the production server on an unreachable database. Any answer but a 503 proves that the database was not asked.
 */
export async function startServerWithoutDatabase(t: Test, options: Partial<AppDependencies> = {}): Promise<TestServer> {
  const pool = unreachableDatabase();
  const db = openKysely(nowhere);
  t.teardown(() => Promise.all([pool.close(), db.destroy()]));
  return startServerOn(t, { db, pool }, options);
}
