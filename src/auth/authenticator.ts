import { countHeader } from '../values/header-count.ts';
import { readBearerToken, type RequestHeaders } from './bearer-token.ts';
import { requireCompactForm } from './compact-form.ts';
import { createKeySet, keySetTimes, type KeySetTimes } from './key-set.ts';
import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';
import { createSharedSecretVerifier } from './shared-secret.ts';
import { readTokenHeader, type TokenHeader } from './token-header.ts';

export interface AuthenticatorOptions {
  /** HS256 secrets, raw UTF-8 bytes, at least 32: the first is current, the others are accepted too. Empty: no HS256. */
  readonly secrets: readonly string[];
  /** What `iss` has to be in HS256 tokens; undefined where it is not looked at. */
  readonly issuer: string | undefined;
  /** What `aud` has to be, or to contain, in HS256 tokens; undefined where it is not looked at. */
  readonly audience: string | undefined;
  /** Where the keys of EdDSA, ES256, RS256 and PS256 tokens are, and what their `iss` and `aud` have to be. */
  readonly jwks: JwksOptions | undefined;
}

export interface JwksOptions {
  readonly url: string;
  readonly issuer: string;
  readonly audience: string;
  readonly times?: Partial<KeySetTimes>;
  /** Hears of every fetch that failed, for the log: requests go on being answered with the keys at hand. */
  readonly onError?: (error: unknown) => void;
}

export interface Authenticator {
  /**
   * The user of a request's bearer token: at once where the key is at hand, a promise where the JWKS has to be asked.
   * @throws ProblemError (or rejects) 401 with a challenge; 503 where the key cannot be had because the JWKS is away
   */
  readonly authenticate: (request: RequestHeaders) => Principal | Promise<Principal>;
  /**
   * Whether tokens can be verified: true without a JWKS. With one, whether a usable key was ever had, since the last ones
   * are used while the endpoint is away; while none was, the endpoint is asked, as for a token. Never rejects.
   */
  readonly isReady: () => Promise<boolean>;
}

const noSecret = invalidToken(new Error('No shared secret is configured'));
const noJwks = invalidToken(new Error('No JWKS is configured'));

/**
 * Verifies bearer tokens (RFC 6750, 7519, 8725). Does no I/O before the first token needs it.
 * @throws Error where a secret is weak (the message does not contain it), or an issuer or audience is empty
 */
export function createAuthenticator({ secrets, issuer, audience, jwks }: AuthenticatorOptions): Authenticator {
  // fast-jwt takes an empty expectation for none.
  if ([issuer, audience, jwks?.issuer, jwks?.audience].includes('')) {
    throw new Error('The issuer and the audience that tokens have to carry cannot be empty.');
  }
  const verifyWithSecret = secrets.length === 0 ? undefined : createSharedSecretVerifier(secrets, { issuer, audience });
  const keySet =
    jwks === undefined
      ? undefined
      : createKeySet({
          url: jwks.url,
          expected: { issuer: jwks.issuer, audience: jwks.audience },
          times: { ...keySetTimes, ...jwks.times },
          onError: jwks.onError,
        });

  const { credentialsOf, remember } = createCredentialsMemory();

  return {
    authenticate(request) {
      const credentials = credentialsOf(request);
      const { token, header } = credentials;
      if (header.algorithm === 'HS256') {
        if (verifyWithSecret === undefined) {
          throw noSecret;
        }
        const principal = verifyWithSecret(token);
        remember(credentials);
        return principal;
      }
      if (keySet === undefined) {
        throw noJwks;
      }
      const verify = keySet.find(header);
      if (typeof verify !== 'function') {
        return verify.then((verifyWithKey) => verifyWithKey(token));
      }
      const principal = verify(token);
      remember(credentials);
      return principal;
    },

    isReady: () => keySet?.isReady() ?? Promise.resolve(true),
  };
}

/** What is read of a token before it is verified. */
interface Credentials {
  readonly token: string;
  readonly header: TokenHeader;
  /** Whether such a token was accepted before. */
  readonly isKnown: boolean;
}

/** Headers that are remembered at most: of so many users at a time, none is read again. */
const mostRemembered = 5_000;

/** Reads the header of a token that was accepted before only once. Whether it is accepted again is not told by that. */
function createCredentialsMemory() {
  const read = new Map<string, Credentials>();
  return {
    credentialsOf: (request: RequestHeaders): Credentials => {
      const known = read.get(request.headers.authorization ?? '');
      if (known !== undefined && countHeader(request, 'authorization') === 1) {
        return known;
      }
      const token = readBearerToken(request);
      requireCompactForm(token);
      return { token, header: readTokenHeader(token), isKnown: false };
    },

    remember: ({ token, header, isKnown }: Credentials): void => {
      if (isKnown) {
        return;
      }
      if (read.size >= mostRemembered) {
        read.clear();
      }
      read.set(`Bearer ${token}`, { token, header, isKnown: true });
    },
  };
}
