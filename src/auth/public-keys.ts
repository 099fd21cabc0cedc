import { KeyObject } from 'node:crypto';
import { createLocalJWKSet, errors, type CryptoKey, type JSONWebKeySet } from 'jose';
import { publicKeyAlgorithms, type PublicKeyAlgorithm } from './algorithms.ts';
import type { ExpectedClaims } from './expected-claims.ts';
import { invalidToken } from './refusal.ts';
import type { PublicKeyHeader } from './token-header.ts';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';

/** The keys of one JWKS document. */
export interface PublicKeys {
  /** The ids of all keys, usable or not. */
  readonly ids: readonly string[];
  /** Returns the verifier of a key that was imported before. */
  readonly imported: (header: PublicKeyHeader) => TokenVerifier | undefined;
  /**
   * Imports the one key that fits the header: by `kid`, key type and curve, and by `alg`, `use` and `key_ops` if
   * present.
   * @throws ProblemError 401 if no key or several keys fit (RFC 7517, section 4), or the key is unusable
   */
  readonly import: (header: PublicKeyHeader) => Promise<TokenVerifier>;
  /** Resolves to true if at least one key could verify some token. */
  readonly areUsable: () => Promise<boolean>;
}

const minRsaBits = 2048;

/** Gives each key a verifier of its own. Remembered tokens belong to a verifier, so they are lost with its key. */
export function createPublicKeys(document: JSONWebKeySet, expected: ExpectedClaims): PublicKeys {
  const select = createLocalJWKSet(document);
  const keyIds = new Set(document.keys.map(({ kid }) => kid));
  const verifiers = new Map<string, TokenVerifier>();

  async function selectKey(header: PublicKeyHeader): Promise<string> {
    try {
      return toPem(await select(selection(header)), header.algorithm);
    } catch (error) {
      throw invalidToken(faultOf(error));
    }
  }

  async function importKey(header: PublicKeyHeader): Promise<TokenVerifier> {
    if (header.keyId !== undefined && !keyIds.has(header.keyId)) {
      throw invalidToken('unknown-key');
    }
    const pem = await selectKey(header);
    const verifier = verifiers.get(nameOf(header)) ?? createTokenVerifier([pem], header.algorithm, expected);
    verifiers.set(nameOf(header), verifier);
    return verifier;
  }

  return {
    ids: [...keyIds].filter((keyId) => keyId !== undefined),
    imported: (header) => verifiers.get(nameOf(header)),
    import: importKey,

    async areUsable() {
      for (const keyId of keyIds) {
        const imports = await Promise.allSettled(
          publicKeyAlgorithms.map((algorithm) => importKey({ algorithm, keyId })),
        );
        if (imports.some(({ status }) => status === 'fulfilled')) return true;
      }
      return false;
    },
  };
}

/** Names a verifier. The algorithm is part of the name, because one RSA key may serve two. */
function nameOf({ algorithm, keyId }: PublicKeyHeader): string {
  return keyId === undefined ? algorithm : `${algorithm} ${keyId}`;
}

function selection({ algorithm, keyId }: PublicKeyHeader): { alg: PublicKeyAlgorithm; kid?: string } {
  return keyId === undefined ? { alg: algorithm } : { alg: algorithm, kid: keyId };
}

function toPem(cryptoKey: CryptoKey, algorithm: PublicKeyAlgorithm): string {
  const key = KeyObject.from(cryptoKey);
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < minRsaBits) {
    throw new Error(`A key of ${bits} bits is too short for ${algorithm} (RFC 7518, section 3.3)`);
  }
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** Names the reason why no key could be selected and imported. */
function faultOf(error: unknown) {
  if (error instanceof errors.JWKSNoMatchingKey) return 'unknown-key';
  return error instanceof errors.JWKSMultipleMatchingKeys ? 'ambiguous-key' : 'unusable-key';
}
