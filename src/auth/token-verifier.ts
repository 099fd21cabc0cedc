import { isUtf8 } from 'node:buffer';
import { createVerifier, TOKEN_ERROR_CODES } from 'fast-jwt';
import { toExpiry, toPrincipal } from './claims.ts';
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

/** Verified tokens that each key remembers: an EdDSA signature takes 50 times as long to check as to find. */
const mostRemembered = 5_000;
const rememberedForMs = 600_000;

/** A token that was verified, in milliseconds since 1970. `since` is looked at because a clock may be set back. */
interface Verified {
  readonly principal: Principal;
  readonly since: number;
  readonly until: number;
}

const wrongSignature = invalidToken(new Error('The signature is wrong'));

/**
 * A verifier for one algorithm, so that a token can never choose how a key is used (RFC 8725, section 3.1).
 * @param keys HS256 secrets, or the public keys as PEM: a token signed with any of them is accepted
 */
export function createTokenVerifier(
  keys: readonly string[],
  algorithm: TokenHeader['algorithm'],
  { issuer, audience }: ExpectedClaims,
): TokenVerifier {
  // Without the library's cache, which takes longer to look into: it hashes each token.
  const verifiers = keys.map((key) =>
    createVerifier({
      key,
      algorithms: [algorithm],
      clockTolerance: clockToleranceMs,
      // The library's allowed… pass where the claim is missing.
      requiredClaims: ['exp', ...(issuer === undefined ? [] : ['iss']), ...(audience === undefined ? [] : ['aud'])],
      ...(issuer === undefined ? {} : { allowedIss: issuer }),
      ...(audience === undefined ? {} : { allowedAud: audience }),
    }),
  );
  const remembered = new Map<string, Verified>();

  function remember(token: string, verified: Verified): void {
    remembered.delete(token);
    if (remembered.size >= mostRemembered) {
      // The oldest: a Map keeps the order in which it was filled.
      const [oldest = token] = remembered.keys();
      remembered.delete(oldest);
    }
    remembered.set(token, verified);
  }

  return (token) => {
    const now = Date.now();
    const known = remembered.get(token);
    if (known !== undefined && known.since <= now && now <= known.until) {
      return known.principal;
    }
    const claims = verifyWithAny(verifiers, token);
    requireUtf8(token);
    const principal = toPrincipal(claims);
    const until = Math.min(toExpiry(claims) * 1000 + clockToleranceMs, now + rememberedForMs);
    remember(token, { principal, since: now, until });
    return principal;
  };
}

function verifyWithAny(verifiers: readonly ((token: string) => unknown)[], token: string): object {
  for (const verify of verifiers) {
    try {
      const claims = verify(token);
      if (typeof claims === 'object' && claims !== null) {
        return claims;
      }
    } catch (error) {
      if (!isOtherKey(error)) {
        throw invalidToken(error);
      }
    }
  }
  throw wrongSignature;
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
