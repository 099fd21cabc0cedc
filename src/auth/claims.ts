import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';

/** Length in code points. Postgres cannot store U+0000 and lone surrogates. */
const storableUserId = /^[^\0\p{Surrogate}]{1,255}$/u;
const storableEmail = /^[^\0\p{Surrogate}]{1,320}$/u;

/**
 * Reads the user from verified claims: `user_id` if present, otherwise `sub`.
 *
 * No other claim may name the user. Better Auth signs other things with the same secret: the links that it mails carry
 * `userId` and `email`, its session cache a nested `user`.
 *
 * @returns a frozen principal, because all requests with this token share it
 * @throws ProblemError 401 if that claim is not a user id
 */
export function toPrincipal(claims: object): Principal {
  const userId = ownValue(claims, Object.hasOwn(claims, 'user_id') ? 'user_id' : 'sub');
  if (typeof userId !== 'string' || !storableUserId.test(userId)) {
    throw invalidToken('no-user');
  }
  const email = ownValue(claims, 'email');
  return Object.freeze({ userId, email: typeof email === 'string' && storableEmail.test(email) ? email : null });
}

/**
 * Reads the expiry of verified claims, in seconds since 1970.
 * @throws ProblemError 401 if `exp` is missing, or if `exp`, `nbf` or `iat` is not a finite number (RFC 7519, section
 *   4.1)
 */
export function toExpiry(claims: object): number {
  const expiry = ownValue(claims, 'exp');
  const others = ['nbf', 'iat'].filter((name) => Object.hasOwn(claims, name)).map((name) => ownValue(claims, name));
  // JSON has no infinity, but JSON.parse reads 1e999 as one.
  if (typeof expiry !== 'number' || ![expiry, ...others].every(Number.isFinite)) {
    throw invalidToken('malformed-date');
  }
  return expiry;
}

function ownValue(claims: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(claims, name)?.value;
}
