import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { compileFunction } from 'node:vm';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import * as api from 'better-auth/api';
import * as crypto from 'better-auth/crypto';
import { toNodeHandler } from 'better-auth/node';
import * as plugins from 'better-auth/plugins';
import * as jose from 'jose';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { packageRoot } from '../../src/values/package-root.ts';
import { signUp, textOf, type Session } from './better-auth-session.ts';
import { close, listen } from './jwks-server.ts';

/** The configurations of specs/features/authentication.md, with the letters they have there. */
const modes = {
  jwt: 'a',
  'jwt-user-id': 'b',
  'jwt-algorithm': 'c',
  'jwt-rotation': 'd',
  'shared-secret': 'e',
  'shared-secret-endpoint': 'f',
} as const;

export type BetterAuthMode = keyof typeof modes;

export interface BetterAuthSetup {
  readonly mode: BetterAuthMode;
  /** Replaces ES256 in the mode jwt-algorithm. */
  readonly algorithm?: 'ES256' | 'RS256' | 'PS256';
  /** BETTER_AUTH_SECRET. */
  readonly secret?: string;
  /**
   * The form of the session cookie in the mode jwt: signed (compact, jwt) or encrypted (jwe) with the shared secret, or
   * signed with the JWKS key (jwks).
   */
  readonly sessionCache?: 'compact' | 'jwt' | 'jwe' | 'jwks';
  /** Adds Better Auth's `bearer` plugin, whose tokens are sessions. */
  readonly bearer?: boolean;
}

export interface BetterAuth {
  /** Better Auth's base URL, which it puts into `iss` and `aud`. */
  readonly origin: string;
  readonly jwksUrl: string;
  /** The tokens of the mailed verification links, oldest first. */
  readonly mailed: readonly string[];
  readonly signUp: (email: string) => Promise<Session>;
  /** Makes the keys older, so that a test need not wait for days. */
  readonly ageKeys: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export const testSecret = 'a shared secret of more than 32 bytes';

const specification = await readFile(join(packageRoot, 'specs', 'features', 'authentication.md'), 'utf8');

/** Starts the real Better Auth behind an HTTP server on the loopback interface. It keeps its data in memory. */
export async function startBetterAuth({ secret = testSecret, ...setup }: BetterAuthSetup): Promise<BetterAuth> {
  const server = createServer();
  const origin = await listen(server);
  const mailed: string[] = [];
  // Better Auth replaces these lists.
  const database: Record<string, Record<string, unknown>[]> = {
    user: [],
    session: [],
    account: [],
    verification: [],
    jwks: [],
  };
  const auth = configure(setup, secret, (configured) => ({
    ...configured,
    baseURL: origin,
    database: memoryAdapter(database),
    emailAndPassword: { enabled: true },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ token }) => {
        mailed.push(token);
      },
    },
    plugins: [...(configured.plugins ?? []), ...(setup.bearer === true ? [plugins.bearer()] : [])],
    ...sessionOptions(setup),
    logger: { disabled: true },
    telemetry: { enabled: false },
  }));
  const answer = toNodeHandler(auth);
  server.on('request', (request, response) => void answer(request, response));

  return {
    origin,
    jwksUrl: `${origin}/api/auth/jwks`,
    mailed,
    signUp: (email) => signUp(origin, email),
    ageKeys: (seconds) => ageDates(database['jwks'] ?? [], seconds),
    close: () => close(server),
  };
}

/** Moves every date of these rows into the past. */
function ageDates(rows: readonly Record<string, unknown>[], seconds: number): void {
  for (const row of rows) {
    for (const [name, value] of Object.entries(row)) {
      if (value instanceof Date) row[name] = new Date(value.getTime() - 1000 * seconds);
    }
  }
}

/** Runs the code of the specification as a front end would paste it, and adds the options that a test needs. */
function configure(
  { mode, algorithm = 'ES256', sessionCache }: BetterAuthSetup,
  secret: string,
  complete: (configured: BetterAuthOptions) => BetterAuthOptions,
): ReturnType<typeof betterAuth> {
  const section = specification.split('\n### ').find((candidate) => candidate.startsWith(`(${modes[mode]}) `));
  const block = /```ts\n([^]*?)```\n/.exec(section ?? '');
  const code = textOf(block?.[1])
    .replace("[jwt({ jwks: { keyPairConfig: { alg: 'ES256' }", `[jwt({ jwks: { keyPairConfig: { alg: '${algorithm}' }`)
    .replace('[jwt()]', sessionCache === 'jwks' ? '[jwt({ sessionCookieCache: true })]' : '[jwt()]');
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  const { outputText } = transpileModule(code, { compilerOptions });
  let auth: ReturnType<typeof betterAuth> | undefined;
  const modules: Readonly<Record<string, unknown>> = {
    'better-auth': {
      betterAuth: (configured: BetterAuthOptions) => (auth = betterAuth(complete(configured))),
    },
    'better-auth/api': api,
    'better-auth/crypto': crypto,
    'better-auth/plugins': plugins,
    jose,
  };
  const run = compileFunction(outputText, ['require', 'exports', 'process']);
  Reflect.apply(run, undefined, [(name: string) => modules[name], {}, { env: { BETTER_AUTH_SECRET: secret } }]);
  if (auth === undefined) {
    throw new Error('The configuration does not call betterAuth().');
  }
  return auth;
}

function sessionOptions({ sessionCache }: BetterAuthSetup): Pick<BetterAuthOptions, 'session'> {
  if (sessionCache === undefined) {
    return {};
  }
  return { session: { cookieCache: { enabled: true, strategy: sessionCache === 'jwks' ? 'jwt' : sessionCache } } };
}
