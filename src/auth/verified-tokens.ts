import type { Principal } from './principal.ts';
import type { TokenHeader } from './token-header.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** A bearer token whose form is checked and whose signature is not. */
export interface Credentials {
  /** The `Authorization` header in its usual spelling: `Bearer <token>`. */
  readonly authorization: string;
  readonly token: string;
  readonly header: TokenHeader;
}

interface VerifiedToken extends Credentials {
  /** The key that accepted the token. For another key the token must be verified again. */
  readonly verify: TokenVerifier;
  readonly principal: Principal;
  /** Milliseconds since 1970. Both ends are checked, because the clock may be set back. */
  readonly since: number;
  readonly until: number;
}

/** Checking an EdDSA signature takes 50 times as long as finding its token here. */
const maxTokens = 5_000;
const maxAgeMs = 600_000;

/**
 * Remembers tokens that were verified: the only cache on a request's way through authentication. Refused tokens are not
 * remembered, and they push no other token out.
 */
export class VerifiedTokens {
  /** By `authorization`, in the order in which the tokens were verified. */
  readonly #tokens = new Map<string, VerifiedToken>();

  /**
   * Finds the credentials of a token that was verified before, so that they are not parsed again. The token may have
   * expired, or its key may have been withdrawn, since.
   */
  find(authorization: string): Credentials | undefined {
    return this.#tokens.get(authorization);
  }

  /**
   * Returns the user of a token, from memory if this key verified the token before.
   * @throws ProblemError 401
   */
  verify({ authorization, token, header }: Credentials, verify: TokenVerifier): Principal {
    const now = Date.now();
    const known = this.#tokens.get(authorization);
    if (known?.verify === verify && known.since <= now && now <= known.until) {
      return known.principal;
    }
    const { principal, goodUntil } = verify(token);
    const until = Math.min(goodUntil, now + maxAgeMs);
    this.#remember({ authorization, token, header, verify, principal, since: now, until });
    return principal;
  }

  #remember(verified: VerifiedToken): void {
    const { authorization } = verified;
    this.#tokens.delete(authorization);
    if (this.#tokens.size >= maxTokens) {
      // A Map keeps the order of insertion: the first key is the oldest.
      const [oldest = authorization] = this.#tokens.keys();
      this.#tokens.delete(oldest);
    }
    this.#tokens.set(authorization, verified);
  }
}
