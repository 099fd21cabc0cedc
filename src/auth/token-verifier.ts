import { isUtf8 } from 'node:buffer';
import { createVerifier, TOKEN_ERROR_CODES } from 'fast-jwt';
import type { Algorithm } from './algorithms.ts';
import { toExpiry, toPrincipal } from './claims.ts';
import { claimFault, type ExpectedClaims } from './expected-claims.ts';
import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';
import { readUnverified } from './unverified-token.ts';
import { errorCode } from '../values/error-code.ts';

/** The facts that a token proves. */
export interface VerifiedClaims {
  readonly principal: Principal;
  /** The last moment at which the token is accepted, in milliseconds since 1970: `exp` plus the tolerance. */
  readonly goodUntil: number;
}

/**
 * Verifies the signature and the claims of a token.
 * @throws ProblemError 401
 */
export type TokenVerifier = (token: string) => VerifiedClaims;

/** Largest accepted difference between the clocks of issuer and verifier, for `exp` and `nbf`. */
const clockToleranceMs = 30_000;

/**
 * Creates a verifier for one algorithm, so that a token can never choose how a key is used (RFC 8725, section 3.1).
 * @param keys shared secrets, or public keys as PEM. A token signed with any of them is accepted.
 */
export function createTokenVerifier(
  keys: readonly string[],
  algorithm: Algorithm,
  expected: ExpectedClaims,
): TokenVerifier {
  const { issuer, audience } = expected;
  // The cache of fast-jwt stays off: it hashes every token, which takes longer than our own lookup.
  const verifiers = keys.map((key) =>
    createVerifier({
      key,
      algorithms: [algorithm],
      clockTolerance: clockToleranceMs,
      // allowedIss and allowedAud accept a token that lacks the claim.
      requiredClaims: ['exp', ...(issuer === undefined ? [] : ['iss']), ...(audience === undefined ? [] : ['aud'])],
      ...(issuer === undefined ? {} : { allowedIss: issuer }),
      ...(audience === undefined ? {} : { allowedAud: audience }),
    }),
  );
  return (token) => {
    const claims = verifyWithAny(verifiers, token, expected);
    requireUtf8(token);
    return { principal: toPrincipal(claims), goodUntil: toExpiry(claims) * 1000 + clockToleranceMs };
  };
}

function verifyWithAny(
  verifiers: readonly ((token: string) => unknown)[],
  token: string,
  expected: ExpectedClaims,
): object {
  for (const verify of verifiers) {
    try {
      const claims = verify(token);
      if (typeof claims === 'object' && claims !== null) {
        return claims;
      }
    } catch (error) {
      if (!isOtherKey(error)) {
        throw invalidToken(claimFault(readUnverified(token).claims, expected, clockToleranceMs));
      }
    }
  }
  throw invalidToken('wrong-signature');
}

function isOtherKey(error: unknown): boolean {
  return errorCode(error) === TOKEN_ERROR_CODES.invalidSignature;
}

/**
 * Refuses claims that are not UTF-8. Decoding replaces such bytes, so two users could get one id (RFC 7519, section
 * 7.2).
 */
function requireUtf8(token: string): void {
  if (!isUtf8(Buffer.from(token.split('.')[1] ?? '', 'base64url'))) {
    throw invalidToken('malformed-claims');
  }
}
