import { countHeader } from '../values/header-count.ts';
import { sharedSecretAlgorithm } from './algorithms.ts';
import { readBearerToken, type RequestHeaders } from './bearer-token.ts';
import { requireCompactForm } from './compact-form.ts';
import { explainRefusal, type RefusalExplanation } from './explain-refusal.ts';
import { KeySet, type KeyFault } from './key-set.ts';
import { keySetTimes, type KeySetTimes } from './key-set-source.ts';
import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';
import { createSharedSecretVerifier } from './shared-secret.ts';
import { readTokenHeader, type TokenHeader } from './token-header.ts';
import type { TokenVerifier } from './token-verifier.ts';
import { VerifiedTokens, type Credentials } from './verified-tokens.ts';

export interface AuthenticatorOptions {
  /**
   * Shared secrets, taken as raw UTF-8 bytes. The first is the current one; tokens signed with the others are accepted
   * too. An empty list turns shared secrets off.
   */
  readonly secrets: readonly string[];
  /** Required `iss` of tokens signed with a shared secret. Undefined: not checked. */
  readonly issuer: string | undefined;
  /** Required `aud` of tokens signed with a shared secret, or one of several. Undefined: not checked. */
  readonly audience: string | undefined;
  /** Source of the public keys. Undefined: only tokens signed with a shared secret are accepted. */
  readonly jwks: JwksOptions | undefined;
}

export interface JwksOptions {
  readonly url: string;
  /** Required `iss` of tokens signed with these keys. */
  readonly issuer: string;
  /** Required `aud` of tokens signed with these keys, or one of several. */
  readonly audience: string;
  readonly times?: Partial<KeySetTimes>;
  /** Called for every fetch that failed, so that it can be logged. Known keys stay in use. */
  readonly onError?: (error: unknown) => void;
}

export interface Authenticator {
  /**
   * Verifies the bearer token of a request. Returns a promise only when the JWKS endpoint must be asked.
   * @throws ProblemError (or rejects with it) 401 with a challenge; 503 when the key is unknown and the JWKS is away
   */
  readonly authenticate: (request: RequestHeaders) => Principal | Promise<Principal>;
  /**
   * Resolves to undefined when tokens can be verified: always without a JWKS, and with one as soon as it gave a usable
   * key, because the last keys stay in use while the endpoint is away. Until then each call may fetch the keys. Never
   * rejects.
   */
  readonly findKeyFault: () => Promise<KeyFault | undefined>;
  /** Explains the `reason` of a 401 to the operator and to developers. Strangers must not see it. */
  readonly explain: (reason: string, request: RequestHeaders) => RefusalExplanation;
}

/**
 * Creates the verifier of bearer tokens (RFC 6750, 7519, 8725). It does no I/O before the first token needs a key.
 * @throws Error if a secret is weak (the message does not contain it), or an issuer or audience is empty
 */
export function createAuthenticator({ secrets, issuer, audience, jwks }: AuthenticatorOptions): Authenticator {
  // fast-jwt takes an empty expectation for none.
  if ([issuer, audience, jwks?.issuer, jwks?.audience].includes('')) {
    throw new Error('The expected issuer and audience of tokens must not be empty.');
  }
  const secret = secrets.length === 0 ? undefined : { issuer, audience };
  const verifyWithSecret = secret && createSharedSecretVerifier(secrets, secret);
  const keySet = jwks === undefined ? undefined : createKeySet(jwks);
  const verifiedTokens = new VerifiedTokens();

  function verifierFor(header: TokenHeader): TokenVerifier | Promise<TokenVerifier> {
    if (header.algorithm === sharedSecretAlgorithm) {
      if (verifyWithSecret === undefined) {
        throw invalidToken('no-secret');
      }
      return verifyWithSecret;
    }
    if (keySet === undefined) {
      throw invalidToken('no-jwks');
    }
    return keySet.find(header);
  }

  function credentialsOf(request: RequestHeaders): Credentials {
    const known = verifiedTokens.find(request.headers.authorization ?? '');
    if (known !== undefined && countHeader(request, 'authorization') === 1) {
      return known;
    }
    const token = readBearerToken(request);
    requireCompactForm(token);
    return { authorization: `Bearer ${token}`, token, header: readTokenHeader(token) };
  }

  return {
    authenticate(request) {
      const credentials = credentialsOf(request);
      const verifier = verifierFor(credentials.header);
      return typeof verifier === 'function'
        ? verifiedTokens.verify(credentials, verifier)
        : verifier.then((found) => verifiedTokens.verify(credentials, found));
    },

    findKeyFault: () => keySet?.findFault() ?? Promise.resolve(undefined),

    explain: (reason, request) => explainRefusal(reason, request, { secret, jwks, keyIds: keySet?.keyIds ?? [] }),
  };
}

function createKeySet({ url, issuer, audience, times, onError }: JwksOptions): KeySet {
  return new KeySet({ url, expected: { issuer, audience }, times: { ...keySetTimes, ...times }, onError });
}
