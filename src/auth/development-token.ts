import { createSigner } from 'fast-jwt';
import { requireStrongSecrets } from './shared-secret.ts';

/**
 * An HS256 token to try the API with. Nothing else here issues tokens: signing in belongs to Better Auth. It carries no
 * issuer and no audience, so that a server which expects them refuses it.
 * @throws Error where the secret is weak; the message does not contain it
 */
export function signDevelopmentToken(secret: string, userId: string, lifetimeSeconds: number): string {
  requireStrongSecrets([secret]);
  const issuedAt = Math.floor(Date.now() / 1000);
  return createSigner({ algorithm: 'HS256', key: secret })({
    sub: userId,
    email: `${userId}@example.com`,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  });
}
