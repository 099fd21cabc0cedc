import { KeyObject } from 'node:crypto';
import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet } from 'jose';
import { invalidToken } from './refusal.ts';
import { publicKeyAlgorithms, type PublicKeyAlgorithm, type PublicKeyHeader } from './token-header.ts';
import { createTokenVerifier, type ExpectedClaims, type TokenVerifier } from './token-verifier.ts';

/** The keys of one JWKS document. */
export interface PublicKeys {
  /** Returns the verifier of a key that was imported before. */
  readonly imported: (header: PublicKeyHeader) => TokenVerifier | undefined;
  /**
   * Imports the one key that fits the header: by `kid`, key type and curve, and by `alg`, `use` and `key_ops` if
   * present.
   * @throws if no key or several keys fit (RFC 7517, section 4), or the key is unusable
   */
  readonly import: (header: PublicKeyHeader) => Promise<TokenVerifier>;
  /** Resolves to true if at least one key could verify some token. */
  readonly areUsable: () => Promise<boolean>;
}

const unknownKey = invalidToken(new Error('No key has this id'));

const minRsaBits = 2048;

/** Gives each key a verifier of its own. Remembered tokens belong to a verifier, so they are lost with its key. */
export function createPublicKeys(document: JSONWebKeySet, expected: ExpectedClaims): PublicKeys {
  const select = createLocalJWKSet(document);
  const keyIds = new Set(document.keys.map(({ kid }) => kid));
  const verifiers = new Map<string, TokenVerifier>();

  async function importKey(header: PublicKeyHeader): Promise<TokenVerifier> {
    if (header.keyId !== undefined && !keyIds.has(header.keyId)) {
      throw unknownKey;
    }
    const pem = toPem(await select(selection(header)), header.algorithm);
    const verifier = verifiers.get(nameOf(header)) ?? createTokenVerifier([pem], header.algorithm, expected);
    verifiers.set(nameOf(header), verifier);
    return verifier;
  }

  return {
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
