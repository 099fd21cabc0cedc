import { unavailable } from '../values/problems.ts';
import { KeySetSource, NoUsableKey, type KeySetOptions } from './key-set-source.ts';
import type { PublicKeyHeader } from './token-header.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Why tokens cannot be verified yet: the endpoint gave no key set, or one without a usable key. */
export type KeyFault = 'away' | 'unusable';

/**
 * Finds the keys of tokens in a JWKS. It fetches nothing before the first token needs a key. While the endpoint is
 * away, its last keys stay good.
 *
 * It replaces jose's `createRemoteJWKSet`, which has no cool-down after a failure, drops its keys when they are old,
 * reads a body of any size and never answers synchronously.
 */
export class KeySet {
  readonly #source: KeySetSource;
  readonly #freshFor: number;

  constructor(options: KeySetOptions) {
    this.#source = new KeySetSource(options);
    this.#freshFor = options.times.freshFor;
  }

  /** The ids of the last good keys. */
  get keyIds(): readonly string[] {
    return this.#source.keys.ids;
  }

  /**
   * Finds the verifier for the key that a header names. Returns a promise only if the endpoint must be asked or a key
   * imported; it rejects with a ProblemError: 401 if the endpoint has no such key, 503 if it gave no answer in time.
   */
  find(header: PublicKeyHeader): TokenVerifier | Promise<TokenVerifier> {
    const { age } = this.#source;
    if (age >= this.#freshFor) {
      const refreshed = this.#source.refresh();
      // After a quiet time a key may long have been withdrawn, so wait for the fetch. During an outage nobody waits.
      if (age >= 2 * this.#freshFor && this.#source.failure === undefined) {
        return refreshed.then(() => this.#search(header));
      }
    }
    return this.#source.keys.imported(header) ?? this.#search(header);
  }

  /**
   * Resolves to undefined once the endpoint gave a usable key. Until then it fetches, within the limits, and tells what
   * is wrong. Never rejects.
   */
  async findFault(): Promise<KeyFault | undefined> {
    if (this.#source.age === Infinity) await this.#source.refresh();
    if (this.#source.age < Infinity) return undefined;
    return this.#source.failure?.cause instanceof NoUsableKey ? 'unusable' : 'away';
  }

  async #search(header: PublicKeyHeader): Promise<TokenVerifier> {
    const { keys } = this.#source;
    try {
      return await keys.import(header);
    } catch (cause) {
      // The endpoint may have added the key since the last fetch.
      await this.#source.refresh();
      if (this.#source.keys === keys) {
        throw this.#refusal(cause);
      }
    }
    try {
      return await this.#source.keys.import(header);
    } catch (cause) {
      throw this.#refusal(cause);
    }
  }

  #refusal(cause: unknown): unknown {
    return this.#source.failure === undefined ? cause : unavailable(this.#source.failure);
  }
}
