import { createSigner } from 'fast-jwt';

const lifetimeSeconds = 86_400;

/** An `authorization` header with an HS256 token like Better Auth's. */
export function bearer(userId: string, secret: string): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = { sub: userId, email: `${userId}@example.com`, iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  return `Bearer ${createSigner({ algorithm: 'HS256', key: secret })(claims)}`;
}
