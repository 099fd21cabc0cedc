import { createTokenVerifier, type ExpectedClaims, type TokenVerifier } from './token-verifier.ts';
import { weaknessOf } from './weak-secret.ts';

/**
 * Verifies HS256 tokens with shared secrets, taken as raw UTF-8 bytes.
 * @param secrets the current one first; a token signed with a later one costs a failed attempt for each one before it
 * @throws Error where a secret is weak; the message does not contain it
 */
export function createSharedSecretVerifier(secrets: readonly string[], expected: ExpectedClaims): TokenVerifier {
  requireStrongSecrets(secrets);
  return createTokenVerifier(secrets, 'HS256', expected);
}

/** @throws Error where a secret is weak; the message does not contain it */
export function requireStrongSecrets(secrets: readonly string[]): void {
  secrets.forEach((secret, index) => {
    const weakness = weaknessOf(secret);
    if (weakness !== undefined) throw new Error(`Shared secret ${index + 1} of ${secrets.length} ${weakness}.`);
  });
}
