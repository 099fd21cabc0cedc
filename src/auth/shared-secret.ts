import { sharedSecretAlgorithm } from './algorithms.ts';
import type { ExpectedClaims } from './expected-claims.ts';
import { createTokenVerifier, type TokenVerifier } from './token-verifier.ts';
import { weaknessOf } from './weak-secret.ts';

/**
 * Creates the verifier of tokens signed with a shared secret. Secrets are taken as raw UTF-8 bytes.
 * @param secrets the current one first: every secret before the right one costs a failed attempt
 * @throws Error if a secret is weak; the message does not contain it
 */
export function createSharedSecretVerifier(secrets: readonly string[], expected: ExpectedClaims): TokenVerifier {
  requireStrongSecrets(secrets);
  return createTokenVerifier(secrets, sharedSecretAlgorithm, expected);
}

/**
 * Requires secrets that are hard to guess.
 * @throws Error if a secret is weak; the message does not contain it
 */
export function requireStrongSecrets(secrets: readonly string[]): void {
  secrets.forEach((secret, index) => {
    const weakness = weaknessOf(secret);
    if (weakness !== undefined) throw new Error(`Shared secret ${index + 1} of ${secrets.length} ${weakness}.`);
  });
}
