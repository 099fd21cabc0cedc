import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import type { Test } from 'tap';
import type { DB } from '../../generated/database.ts';
import { buildApp, type AppDependencies } from '../../src/app/build-app.ts';
import { createAuthenticator } from '../../src/auth/authenticator.ts';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { createLogger } from '../../src/process/logger.ts';
import type { ProblemType } from '../../src/values/problems.ts';
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

/** Another origin, whose pages may call the test server. */
export const allowedOrigin = 'https://app.example.com';

/** What every test server has beside its database and its keys. No test comes near the rate. */
export const testOptions = {
  corsOrigins: [allowedOrigin],
  corsCredentials: false,
  requestsPerMinute: 1_000_000,
  trustedProxies: 0,
} as const satisfies Partial<AppDependencies>;

/** A bearer token of a user, as the test server accepts it. */
export function tokenOf(userId: string): string {
  return signDevelopmentToken(secret, userId, 60);
}

export interface TestRequest extends Omit<InjectOptions, 'headers'> {
  /** Who asks. No token is sent where there is none. */
  readonly as?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** The production server, on a database of its own. */
export interface TestServer {
  readonly app: FastifyInstance;
  /** For the test's own questions; of no use where the server cannot reach its database. */
  readonly db: Kysely<DB>;
  request(request: TestRequest): Promise<LightMyRequestResponse>;
  /** Every line that was logged so far. */
  readonly log: readonly string[];
}

/** Builds the production server on a database that the test has opened. The server ends with the test. */
export async function startServerOn(
  t: Test,
  { db, pool }: Pick<TestDatabase, 'db' | 'pool'>,
  options: Partial<AppDependencies> = {},
): Promise<TestServer> {
  const log: string[] = [];
  const logger = createLogger('trace', { write: (line) => void log.push(line) });
  const { authenticate, isReady } = createAuthenticator({
    secrets: [secret],
    issuer: undefined,
    audience: undefined,
    jwks: undefined,
  });
  const app = await buildApp({
    db: pool,
    securityHandlers: { bearerAuth: authenticate },
    canVerifyTokens: isReady,
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
      // Every other request is a page's of another origin: both kinds of answers are the contract's.
      const origin = requests % 2 === 0 ? { origin: allowedOrigin } : {};
      return recordInjection(app, { ...options, headers: { ...token, ...origin, ...headers } });
    },
  };
}

/** Builds the production server on a clone of the migrated database. Both end with the test. */
export async function startServer(t: Test, options: Partial<AppDependencies> = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  t.teardown(database.drop);
  return startServerOn(t, database, options);
}

/** Builds the production server on a database that cannot be reached: what is refused all the same never touched it. */
export async function startServerWithoutDatabase(t: Test, options: Partial<AppDependencies> = {}): Promise<TestServer> {
  const pool = unreachableDatabase();
  const db = openKysely(nowhere);
  t.teardown(() => Promise.all([pool.close(), db.destroy()]));
  return startServerOn(t, { db, pool }, options);
}

/** Creates a task through the API and returns it. */
export async function createTask(
  server: TestServer,
  as: string,
  body: Readonly<Record<string, unknown>> = { title: 'Buy milk' },
): Promise<Record<string, unknown> & { readonly id: number }> {
  const response = await server.request({
    as,
    method: 'POST',
    url: `/api/${encodeURIComponent(as)}/tasks`,
    payload: { ...body },
  });
  if (response.statusCode !== 201) throw new Error(`the task was not created: ${response.body}`);
  return response.json();
}

/** Asserts that an answer is this problem, in form and in content. */
export function matchProblem(t: Test, response: LightMyRequestResponse, status: number, type: ProblemType): void {
  t.equal(response.statusCode, status);
  t.match(response.headers['content-type'], /^application\/problem\+json/);
  const body: Record<string, unknown> = response.json();
  t.equal(body['type'], type);
  t.equal(body['status'], status);
  t.match(body['request_id'], /^[0-9a-f-]{36}$/);
}
