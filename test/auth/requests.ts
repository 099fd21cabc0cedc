import { createHmac, sign, type KeyObject, type SignKeyObjectInput } from 'node:crypto';
import { createAuthenticator, type Authenticator, type AuthenticatorOptions } from '../../src/auth/authenticator.ts';
import type { RequestHeaders } from '../../src/auth/bearer-token.ts';
import { ProblemError, type ProblemAnswer } from '../../src/values/problems.ts';
import { testSecret } from '../support/better-auth.ts';

export const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

/** Creates an authenticator. By default it accepts tokens of the test secret only. */
export function authenticator(options: Partial<AuthenticatorOptions> = {}): Authenticator {
  return createAuthenticator({
    secrets: [testSecret],
    issuer: undefined,
    audience: undefined,
    jwks: undefined,
    ...options,
  });
}

/** Returns a request with these Authorization headers as Node presents it: only the first one is in `headers`. */
export function withAuthorization(...values: readonly string[]): RequestHeaders {
  const [authorization] = values;
  return {
    headers: authorization === undefined ? { host: 'localhost' } : { host: 'localhost', authorization },
    rawHeaders: ['Host', 'localhost', ...values.flatMap((value) => ['Authorization', value])],
  };
}

export const bearer = (token: string): RequestHeaders => withAuthorization(`Bearer ${token}`);

/** Signs anything with HMAC, also what no library would sign. Texts are used as they are. */
export function forge(header: unknown, claims: unknown, secret: string | Buffer = testSecret, hash = 'sha256'): string {
  return forgeText(`${encode(header)}.${encode(claims)}`, secret, hash);
}

/** Signs two encoded segments as `forge` does. */
export function forgeText(input: string, secret: string | Buffer = testSecret, hash = 'sha256'): string {
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

/** As `forge`, with a private key. */
export function forgeWithKey(
  header: unknown,
  claims: unknown,
  key: KeyObject | SignKeyObjectInput,
  hash: 'sha256' | null,
): string {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${sign(hash, Buffer.from(input), key).toString('base64url')}`;
}

export function encode(part: unknown): string {
  return Buffer.from(typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part)).toString(
    'base64url',
  );
}

/** Returns the problem that `act` throws or rejects with. */
export async function refusalOf(act: () => unknown): Promise<ProblemAnswer> {
  let result: unknown;
  try {
    result = await act();
  } catch (error) {
    if (error instanceof ProblemError) {
      return error.answer;
    }
    throw error;
  }
  throw new Error(`Not refused: ${JSON.stringify(result)}`);
}

/** The answer to credentials that are refused. */
export const refused: ProblemAnswer = {
  problem: '/problems/invalid-token',
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api", error="invalid_token"' },
};
