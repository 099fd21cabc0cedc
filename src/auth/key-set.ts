import { ProblemError, unavailable } from '../values/problems.ts';
import { fetchKeySet, parseKeySet } from './key-set-document.ts';
import { createPublicKeys } from './public-keys.ts';
import { invalidToken } from './refusal.ts';
import type { PublicKeyHeader } from './token-header.ts';
import type { ExpectedClaims, TokenVerifier } from './token-verifier.ts';

/** How the JWKS endpoint is asked. All in milliseconds. */
export interface KeySetTimes {
  /** Keys of this age are fetched again while they go on being used; at twice this age, before they are used, unless the endpoint failed when it was last asked. */
  readonly freshFor: number;
  /** Between the starts of two fetches, whatever asks for them and however the first one ended. */
  readonly cooldown: number;
  /** For one fetch, its body included. */
  readonly timeout: number;
}

export const keySetTimes: KeySetTimes = { freshFor: 300_000, cooldown: 5_000, timeout: 5_000 };

export interface KeySetOptions {
  readonly url: string;
  readonly expected: ExpectedClaims;
  readonly times: KeySetTimes;
  /** Hears of every fetch that failed, for the log. */
  readonly onError: ((error: unknown) => void) | undefined;
}

export interface KeySet {
  /**
   * The verifier for the key that a header names; a promise only where the endpoint has to be asked or a key imported.
   * @throws ProblemError (as a rejection) 401 where the endpoint has no such key, 503 where it cannot be asked
   */
  readonly find: (header: PublicKeyHeader) => TokenVerifier | Promise<TokenVerifier>;
  /** Whether a usable key was ever had. While none was, the endpoint is asked, within the same limits. Never rejects. */
  readonly isReady: () => Promise<boolean>;
}

/**
 * The keys of a JWKS endpoint. Nothing is fetched before the first token needs it. Many requests share one fetch. While
 * the endpoint is away, the keys that it last gave stay good. jose's `createRemoteJWKSet` was not taken: it has no
 * cool-down after a failure, drops its keys when they are old, reads a body of any size and never answers synchronously.
 */
export function createKeySet({ url, expected, times, onError }: KeySetOptions): KeySet {
  let text = '';
  let keys = createPublicKeys({ keys: [] }, expected);
  let attemptedAt = -Infinity;
  let succeededAt = -Infinity;
  let failure: unknown = undefined;
  let fetching: Promise<void> | undefined;
  let ready = false;

  /** Never rejects: what went wrong is kept in `failure`. */
  function refresh(): Promise<void> {
    if (fetching === undefined && performance.now() - attemptedAt >= times.cooldown) {
      attemptedAt = performance.now();
      fetching = replaceKeys().finally(() => {
        fetching = undefined;
      });
    }
    return fetching ?? Promise.resolve();
  }

  async function replaceKeys(): Promise<void> {
    try {
      const fetched = await fetchKeySet(url, times.timeout);
      if (fetched !== text) {
        keys = createPublicKeys(parseKeySet(fetched), expected);
        text = fetched;
      }
      succeededAt = performance.now();
      failure = undefined;
    } catch (error) {
      failure = new Error('The JWKS could not be fetched', { cause: error });
      onError?.(failure);
    }
  }

  async function search(header: PublicKeyHeader): Promise<TokenVerifier> {
    const searched = keys;
    try {
      return await searched.import(header);
    } catch (cause) {
      // It may be a key that the endpoint has had since.
      await refresh();
      if (keys === searched) {
        throw refusal(cause);
      }
    }
    try {
      return await keys.import(header);
    } catch (cause) {
      throw refusal(cause);
    }
  }

  function refusal(cause: unknown): ProblemError {
    if (failure !== undefined) {
      return unavailable(failure);
    }
    return cause instanceof ProblemError ? cause : invalidToken(cause);
  }

  return {
    find(header) {
      const age = performance.now() - succeededAt;
      if (age >= times.freshFor) {
        const refreshed = refresh();
        // After a quiet time a key may long have been withdrawn. During an outage nobody waits.
        if (age >= 2 * times.freshFor && failure === undefined) {
          return refreshed.then(() => search(header));
        }
      }
      return keys.imported(header) ?? search(header);
    },

    async isReady() {
      ready ||= await keys.areUsable();
      if (!ready) {
        await refresh();
        ready = await keys.areUsable();
      }
      return ready;
    },
  };
}
