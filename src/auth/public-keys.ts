import { KeyObject } from 'node:crypto';
import { createLocalJWKSet, type CryptoKey, type JSONWebKeySet } from 'jose';
import type { PublicKeyAlgorithm, PublicKeyHeader } from './token-header.ts';
import { createTokenVerifier, type ExpectedClaims, type TokenVerifier } from './token-verifier.ts';

/** The keys of one JWKS document. */
export interface PublicKeys {
  /** The verifier of a key that was imported before. */
  readonly imported: (header: PublicKeyHeader) => TokenVerifier | undefined;
  /**
   * Imports the one key that the header fits: by `kid`, key type and curve, and by `alg`, `use` and `key_ops` where it has them.
   * @throws where none or several fit (RFC 7517, section 4), or the one that fits is unusable
   */
  readonly import: (header: PublicKeyHeader) => Promise<TokenVerifier>;
}

const fewestRsaBits = 2048;

/** Every key gets a verifier of its own: with the key, its remembered tokens go too. */
export function createPublicKeys(document: JSONWebKeySet, expected: ExpectedClaims): PublicKeys {
  const select = createLocalJWKSet(document);
  const verifiers = new Map<string, TokenVerifier>();

  return {
    imported: (header) => verifiers.get(nameOf(header)),

    async import(header) {
      const pem = toPem(await select(selection(header)), header.algorithm);
      const verifier = verifiers.get(nameOf(header)) ?? createTokenVerifier([pem], header.algorithm, expected);
      verifiers.set(nameOf(header), verifier);
      return verifier;
    },
  };
}

/** The algorithm in front, because one RSA key may serve two. */
function nameOf({ algorithm, keyId }: PublicKeyHeader): string {
  return keyId === undefined ? algorithm : `${algorithm} ${keyId}`;
}

function selection({ algorithm, keyId }: PublicKeyHeader): { alg: PublicKeyAlgorithm; kid?: string } {
  return keyId === undefined ? { alg: algorithm } : { alg: algorithm, kid: keyId };
}

function toPem(cryptoKey: CryptoKey, algorithm: PublicKeyAlgorithm): string {
  const key = KeyObject.from(cryptoKey);
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (bits !== undefined && bits < fewestRsaBits) {
    throw new Error(`A key of ${bits} bits is too short for ${algorithm} (RFC 7518, section 3.3)`);
  }
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
