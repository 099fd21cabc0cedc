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
import { close, listen } from './jwks-server.ts';

/** The configurations of specs/features/authentication.md, and the letters that they have there. */
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
  /** Takes the place of ES256 in the mode jwt-algorithm. */
  readonly algorithm?: 'ES256' | 'RS256' | 'PS256';
  /** BETTER_AUTH_SECRET. */
  readonly secret?: string;
  /** How the session is kept in a cookie: signed or encrypted with the shared secret, or signed with the JWKS key, for the mode jwt. */
  readonly sessionCache?: 'compact' | 'jwt' | 'jwe' | 'jwks';
  /** Adds Better Auth's `bearer` plugin, whose tokens are sessions. */
  readonly bearer?: boolean;
}

export interface Session {
  readonly userId: string;
  /** What `GET /api/auth/token` gave. */
  readonly token: string;
  /** The session, as Better Auth's API tells it and, signed, as its `bearer` plugin does. */
  readonly opaqueTokens: readonly string[];
  /** Every cookie, by its name. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Asks `GET /api/auth/token` again. */
  readonly newToken: () => Promise<string>;
  /** The header `set-auth-jwt` of `GET /api/auth/get-session`. */
  readonly tokenInHeader: () => Promise<string | null>;
}

export interface BetterAuth {
  /** Better Auth's base URL: what it puts into `iss` and `aud`. */
  readonly origin: string;
  readonly jwksUrl: string;
  /** The tokens of the verification links that were mailed, oldest first. */
  readonly mailed: readonly string[];
  readonly signUp: (email: string) => Promise<Session>;
  /** Lets its keys be older by so much: what has to wait for days cannot wait in a test. */
  readonly ageKeys: (seconds: number) => void;
  readonly close: () => Promise<void>;
}

export const testSecret = 'a shared secret of more than 32 bytes';

const specification = await readFile(join(packageRoot, 'specs', 'features', 'authentication.md'), 'utf8');

/** Better Auth itself, behind a real server on the loopback interface. Its database is the memory. */
export async function startBetterAuth({ secret = testSecret, ...setup }: BetterAuthSetup): Promise<BetterAuth> {
  const server = createServer();
  const origin = await listen(server);
  const mailed: string[] = [];
  // Better Auth puts new lists into it.
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
    async signUp(email) {
      const { headers, body } = await ask(`${origin}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ name: 'Somebody', email, password: 'a long password' }),
      });
      const cookies = Object.fromEntries(headers.getSetCookie().map(toCookie));
      const cookie = Object.entries(cookies)
        .map((pair) => pair.join('='))
        .join('; ');
      const newToken = async (): Promise<string> =>
        text(member((await ask(`${origin}/api/auth/token`, { headers: { cookie } })).body, 'token'));
      const signed = headers.get('set-auth-token');
      return {
        userId: text(member(member(body, 'user'), 'id')),
        token: await newToken(),
        opaqueTokens: [text(member(body, 'token')), ...(signed === null ? [] : [signed])],
        cookies,
        newToken,
        tokenInHeader: async () =>
          (await ask(`${origin}/api/auth/get-session`, { headers: { cookie } })).headers.get('set-auth-jwt'),
      };
    },
    ageKeys(seconds) {
      for (const key of database['jwks'] ?? []) {
        for (const [name, value] of Object.entries(key)) {
          if (value instanceof Date) {
            key[name] = new Date(value.getTime() - 1000 * seconds);
          }
        }
      }
    },
    close: () => close(server),
  };
}

/** Runs the code of the specification, as a front end would paste it. What a test needs beside is added to its options. */
function configure(
  { mode, algorithm = 'ES256', sessionCache }: BetterAuthSetup,
  secret: string,
  complete: (configured: BetterAuthOptions) => BetterAuthOptions,
): ReturnType<typeof betterAuth> {
  const section = specification.split('\n### ').find((candidate) => candidate.startsWith(`(${modes[mode]}) `));
  const block = /```ts\n([^]*?)```\n/.exec(section ?? '');
  const code = text(block?.[1])
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
    throw new Error('The configuration makes no Better Auth');
  }
  return auth;
}

function sessionOptions({ sessionCache }: BetterAuthSetup): Pick<BetterAuthOptions, 'session'> {
  if (sessionCache === undefined) {
    return {};
  }
  return { session: { cookieCache: { enabled: true, strategy: sessionCache === 'jwks' ? 'jwt' : sessionCache } } };
}

async function ask(url: string, request: RequestInit): Promise<{ headers: Headers; body: unknown }> {
  const response = await fetch(url, request);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  return { headers: response.headers, body: await response.json() };
}

function toCookie(header: string): readonly [string, string] {
  const [name = '', ...value] = header.split(';', 1).join('').split('=');
  return [name, value.join('=')];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function text(value: unknown): string {
  if (typeof value !== 'string') {
    throw new Error('Better Auth did not answer as expected');
  }
  return value;
}
