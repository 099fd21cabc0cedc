import { keysWithinMs } from '../values/time-limits.ts';
import { fetchKeySet, parseKeySet } from './key-set-document.ts';
import { createPublicKeys, type PublicKeys } from './public-keys.ts';
import type { ExpectedClaims } from './expected-claims.ts';

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
  /**
   * Limit of all waits of one request. It is counted from the start of a fetch, so a later request waits for less. At
   * most `cooldown`, so that no request waits for two fetches.
   */
  readonly patience: number;
}

export const keySetTimes: KeySetTimes = {
  freshFor: 300_000,
  cooldown: 5_000,
  timeout: 5_000,
  patience: keysWithinMs,
};

export interface KeySetOptions {
  readonly url: string;
  readonly expected: ExpectedClaims;
  readonly times: KeySetTimes;
  /** Called for every fetch that failed. */
  readonly onError: ((error: unknown) => void) | undefined;
}

/** A key set with which no token could be verified. */
export class NoUsableKey extends Error {
  override readonly name = 'NoUsableKey';
}

/**
 * Fetches the keys of a JWKS endpoint, one fetch at a time and with a cool-down, and keeps the last good ones: those of
 * the last document with a usable key.
 */
export class KeySetSource {
  readonly #options: KeySetOptions;
  #document: string | undefined;
  #keys: PublicKeys;
  #attemptedAt = -Infinity;
  #succeededAt = -Infinity;
  #failure: Error | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(options: KeySetOptions) {
    this.#options = options;
    this.#keys = createPublicKeys({ keys: [] }, options.expected);
  }

  /** The last good keys. The object changes only when the document changes. */
  get keys(): PublicKeys {
    return this.#keys;
  }

  /** Milliseconds since the last fetch that succeeded. Infinite before it. */
  get age(): number {
    return performance.now() - this.#succeededAt;
  }

  /** Why the last fetch failed, or is late; undefined after one that succeeded. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Fetches the keys unless the cool-down forbids it. Callers share a running fetch. Never rejects: see `failure`.
   * Resolves when the fetch ends, or is late. A late fetch goes on: its keys serve later requests.
   */
  refresh(): Promise<void> {
    const { cooldown } = this.#options.times;
    if (this.#refreshing === undefined && performance.now() - this.#attemptedAt >= cooldown) {
      this.#attemptedAt = performance.now();
      const fetching = this.#replaceKeys().finally(() => {
        this.#refreshing = undefined;
      });
      this.#refreshing = this.#untilLate(fetching);
    }
    return this.#refreshing ?? Promise.resolve();
  }

  /** Waits for a fetch while it is not late. From then on it counts as failed until it succeeds. */
  async #untilLate(fetching: Promise<void>): Promise<void> {
    const { patience } = this.#options.times;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#failure = new Error(`The JWKS endpoint has not answered within ${patience} ms`);
        resolve();
      }, patience);
    });
    await Promise.race([fetching, late]);
    clearTimeout(timer);
  }

  async #replaceKeys(): Promise<void> {
    const { url, expected, times, onError } = this.#options;
    try {
      const fetched = await fetchKeySet(url, times.timeout);
      if (fetched !== this.#document) {
        const keys = createPublicKeys(parseKeySet(fetched), expected);
        // Withdrawing every key would refuse every user. It is more likely a fault of the endpoint.
        if (!(await keys.areUsable())) throw new NoUsableKey('The JWKS has no usable key');
        this.#keys = keys;
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
