import { createSigner } from 'fast-jwt';
import { sharedSecretAlgorithm } from './algorithms.ts';
import { requireStrongSecrets } from './shared-secret.ts';

/**
 * Signs a token for trying the API. Nothing else here issues tokens: signing in is Better Auth's job. The token
 * has no issuer and no audience, so a server that expects them refuses it.
 * @throws Error if the secret is weak; the message does not contain it
 */
export function signDevelopmentToken(secret: string, userId: string, lifetimeSeconds: number): string {
  requireStrongSecrets([secret]);
  const issuedAt = Math.floor(Date.now() / 1000);
  return createSigner({ algorithm: sharedSecretAlgorithm, key: secret })({
    sub: userId,
    email: `${userId}@example.com`,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  });
}
