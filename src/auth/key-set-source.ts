import { fetchKeySet, parseKeySet } from './key-set-document.ts';
import { createPublicKeys, type PublicKeys } from './public-keys.ts';
import type { ExpectedClaims } from './token-verifier.ts';

/** Limits on fetching the keys. All in milliseconds. */
export interface KeySetTimes {
  /**
   * Age at which keys are fetched again while they stay in use. At twice this age they are fetched before they are
   * used, unless the last fetch failed.
   */
  readonly freshFor: number;
  /** Least time between the starts of two fetches, whoever asks for them and however the first one ended. */
  readonly cooldown: number;
  /** Limit of one fetch, its body included. */
  readonly timeout: number;
}

export const keySetTimes: KeySetTimes = { freshFor: 300_000, cooldown: 5_000, timeout: 5_000 };

export interface KeySetOptions {
  readonly url: string;
  readonly expected: ExpectedClaims;
  readonly times: KeySetTimes;
  /** Called for every fetch that failed. */
  readonly onError: ((error: unknown) => void) | undefined;
}

/** Fetches the keys of a JWKS endpoint, one fetch at a time and with a cool-down, and keeps the last good ones. */
export class KeySetSource {
  readonly #options: KeySetOptions;
  #document = '';
  #keys: PublicKeys;
  #attemptedAt = -Infinity;
  #succeededAt = -Infinity;
  #failure: Error | undefined;
  #fetching: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
    this.#keys = createPublicKeys({ keys: [] }, options.expected);
  }

  /** The last keys that the endpoint gave. The object changes only when the document changes. */
  get keys(): PublicKeys {
    return this.#keys;
  }

  /** Milliseconds since the last fetch that succeeded. */
  get age(): number {
    return performance.now() - this.#succeededAt;
  }

  /** Why the last fetch failed; undefined after one that succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Fetches the keys unless the cool-down forbids it. Callers share a running fetch. Never rejects: see `failure`. */
  refresh(): Promise<void> {
    if (this.#fetching === undefined && performance.now() - this.#attemptedAt >= this.#options.times.cooldown) {
      this.#attemptedAt = performance.now();
      this.#fetching = this.#replaceKeys().finally(() => {
        this.#fetching = undefined;
      });
    }
    return this.#fetching ?? Promise.resolve();
  }

  async #replaceKeys(): Promise<void> {
    const { url, expected, times, onError } = this.#options;
    try {
      const fetched = await fetchKeySet(url, times.timeout);
      if (fetched !== this.#document) {
        this.#keys = createPublicKeys(parseKeySet(fetched), expected);
        this.#document = fetched;
      }
      this.#succeededAt = performance.now();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = new Error('The JWKS could not be fetched', { cause: error });
      onError?.(this.#failure);
    }
  }
}
