import { createServer } from 'node:http';
import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { jwt } from 'better-auth/plugins';
import { SignJWT } from 'jose';
import { close, listen } from './jwks-server.ts';

/** The configurations of specs/features/authentication.md: (a), (b) and (c) there. */
export type BetterAuthMode = 'jwt' | 'jwt-user-id' | 'shared-secret';

export interface BetterAuthOptions {
  readonly mode: BetterAuthMode;
  /** BETTER_AUTH_SECRET. */
  readonly secret?: string;
  /** Keeps the session in a cookie that is a JWT: signed with the shared secret, or with the JWKS key. */
  readonly sessionCookie?: 'secret' | 'jwks';
}

export interface SignedUp {
  readonly userId: string;
  /** What `GET /api/auth/token` gives. */
  readonly token: string;
  /** The session cookie's JWT, where `sessionCookie` asks for one. */
  readonly sessionToken: string | undefined;
}

export interface BetterAuth {
  /** Better Auth's base URL: what it puts into `iss` and `aud`. */
  readonly origin: string;
  readonly jwksUrl: string;
  /** The tokens of the verification links that were mailed, oldest first. */
  readonly mailed: readonly string[];
  readonly signUp: (email: string) => Promise<SignedUp>;
  readonly close: () => Promise<void>;
}

export const testSecret = 'a shared secret of more than 32 bytes';

/** Better Auth itself, behind a real server on the loopback interface. Its database is the memory. */
export async function startBetterAuth({
  mode,
  secret = testSecret,
  sessionCookie,
}: BetterAuthOptions): Promise<BetterAuth> {
  const server = createServer();
  const origin = await listen(server);
  const mailed: string[] = [];
  const auth = betterAuth({
    baseURL: origin,
    secret,
    database: memoryAdapter({ user: [], session: [], account: [], verification: [], jwks: [] }),
    emailAndPassword: { enabled: true },
    emailVerification: {
      sendOnSignUp: true,
      sendVerificationEmail: async ({ token }) => {
        mailed.push(token);
      },
    },
    plugins: [plugin(mode, secret, sessionCookie === 'jwks')],
    ...(sessionCookie === undefined ? {} : { session: { cookieCache: { enabled: true, strategy: 'jwt' as const } } }),
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  const answer = toNodeHandler(auth);
  server.on('request', (request, response) => void answer(request, response));

  return {
    origin,
    jwksUrl: `${origin}/api/auth/jwks`,
    mailed,
    async signUp(email) {
      const { cookies, body } = await ask(`${origin}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ name: 'Somebody', email, password: 'a long password' }),
      });
      const { body: answered } = await ask(`${origin}/api/auth/token`, { headers: { cookie: cookies.join('; ') } });
      return {
        userId: text(member(member(body, 'user'), 'id')),
        token: text(member(answered, 'token')),
        sessionToken: cookies.find((cookie) => cookie.startsWith('better-auth.session_data='))?.split('=')[1],
      };
    },
    close: () => close(server),
  };
}

function plugin(mode: BetterAuthMode, secret: string, sessionCookieCache: boolean): BetterAuthPlugin {
  switch (mode) {
    case 'jwt':
      return jwt({ sessionCookieCache });
    case 'jwt-user-id':
      return jwt({
        sessionCookieCache,
        jwt: { definePayload: ({ user }) => ({ user_id: user.id, email: user.email }) },
      });
    case 'shared-secret': {
      const key = new TextEncoder().encode(secret);
      return jwt({
        // No key set is served in this mode. The plugin wants these two before it lets `sign` take over.
        jwks: { remoteUrl: 'https://app.example.com/no-jwks', keyPairConfig: { alg: 'ES256' } },
        jwt: {
          definePayload: ({ user }) => ({ user_id: user.id, email: user.email }),
          sign: (payload, header) => new SignJWT(payload).setProtectedHeader({ ...header, alg: 'HS256' }).sign(key),
        },
      });
    }
  }
}

async function ask(url: string, request: RequestInit): Promise<{ cookies: string[]; body: unknown }> {
  const response = await fetch(url, request);
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  }
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1).join(''));
  return { cookies, body: await response.json() };
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
