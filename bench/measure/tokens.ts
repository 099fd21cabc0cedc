import { createSigner } from 'fast-jwt';

const lifetimeSeconds = 86_400;

/** The `authorization` header of a user, as Better Auth's HS256 tokens are. */
export function bearer(userId: string, secret: string): string {
  const issuedAt = Math.floor(Date.now() / 1000);
  const sign = createSigner({ algorithm: 'HS256', key: secret });
  return `Bearer ${sign({ sub: userId, email: `${userId}@example.com`, iat: issuedAt, exp: issuedAt + lifetimeSeconds })}`;
}
