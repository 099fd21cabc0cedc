import { createTokenVerifier, type ExpectedClaims, type TokenVerifier } from './token-verifier.ts';

/** An HMAC key is at least as long as its hash (RFC 7518, section 3.2). */
const shortestSecretBytes = 32;

/**
 * Verifies HS256 tokens with shared secrets, taken as raw UTF-8 bytes.
 * @param secrets the current one first; a token signed with a later one costs a failed attempt for each one before it
 * @throws Error where a secret is too short; the message does not contain it
 */
export function createSharedSecretVerifier(secrets: readonly string[], expected: ExpectedClaims): TokenVerifier {
  requireLongSecrets(secrets);
  return createTokenVerifier(secrets, 'HS256', expected);
}

/** @throws Error where a secret is too short; the message does not contain it */
export function requireLongSecrets(secrets: readonly string[]): void {
  secrets.forEach((secret, index) => {
    if (Buffer.byteLength(secret) < shortestSecretBytes) {
      throw new Error(`Shared secret ${index + 1} of ${secrets.length} is shorter than ${shortestSecretBytes} bytes.`);
    }
  });
}
