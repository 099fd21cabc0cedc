import { isUtf8 } from 'node:buffer';
import { createVerifier, TOKEN_ERROR_CODES } from 'fast-jwt';
import { toPrincipal } from './claims.ts';
import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';
import type { TokenHeader } from './token-header.ts';

/** What `iss` and `aud` have to be, not empty; undefined where the claim is not looked at. */
export interface ExpectedClaims {
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
}

/**
 * Verifies a token and tells its user.
 * @throws ProblemError 401
 */
export type TokenVerifier = (token: string) => Principal;

/** How far the clocks of issuer and verifier may differ, for `exp` and `nbf`. */
const clockToleranceMs = 30_000;

/** Verified tokens that each key remembers: an EdDSA signature takes 30 times as long to check as to find. */
const cachedTokens = 5_000;

/**
 * A verifier for one algorithm, so that a token can never choose how a key is used (RFC 8725, section 3.1).
 * @param keys HS256 secrets, or the public keys as PEM: a token signed with any of them is accepted
 */
export function createTokenVerifier(
  keys: readonly string[],
  algorithm: TokenHeader['algorithm'],
  { issuer, audience }: ExpectedClaims,
): TokenVerifier {
  const verifiers = keys.map((key) =>
    createVerifier({
      key,
      algorithms: [algorithm],
      clockTolerance: clockToleranceMs,
      cache: cachedTokens,
      errorCacheTTL: -1,
      // The library's allowed… pass where the claim is missing.
      requiredClaims: ['exp', ...(issuer === undefined ? [] : ['iss']), ...(audience === undefined ? [] : ['aud'])],
      ...(issuer === undefined ? {} : { allowedIss: issuer }),
      ...(audience === undefined ? {} : { allowedAud: audience }),
    }),
  );
  // A cached token has the same claims object each time.
  const principals = new WeakMap<object, Principal>();

  return (token) => {
    const claims = verifyWithAny(verifiers, token);
    let principal = principals.get(claims);
    if (principal === undefined) {
      requireUtf8(token);
      principal = toPrincipal(claims);
      principals.set(claims, principal);
    }
    return principal;
  };
}

function verifyWithAny(verifiers: readonly ((token: string) => unknown)[], token: string): object {
  let cause: unknown;
  for (const verify of verifiers) {
    try {
      const claims = verify(token);
      if (typeof claims === 'object' && claims !== null) {
        return claims;
      }
    } catch (error) {
      cause = error;
      if (!isOtherKey(error)) {
        break;
      }
    }
  }
  throw invalidToken(cause);
}

function isOtherKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === TOKEN_ERROR_CODES.invalidSignature;
}

/** The decoder replaces what is not UTF-8, which would give two users one id (RFC 7519, section 7.2). */
function requireUtf8(token: string): void {
  if (!isUtf8(Buffer.from(token.split('.')[1] ?? '', 'base64url'))) {
    throw invalidToken(new Error('The claims are not UTF-8'));
  }
}
