import type { Principal } from './principal.ts';
import { invalidToken } from './refusal.ts';

/** Code points; a text that Postgres can hold: without U+0000 and lone surrogates. */
const storableUserId = /^[^\0\p{Surrogate}]{1,255}$/u;
const storableEmail = /^[^\0\p{Surrogate}]{1,320}$/u;

/**
 * The user that verified claims name: `user_id`, or where there is none `sub`.
 *
 * Better Auth signs other things with the same secret: links that it mails carry `userId` and `email`, its session cache a
 * nested `user`. Those must never name the user of an API token, so no other claim is looked at.
 *
 * @returns frozen: it is shared by all requests with this token
 * @throws ProblemError 401 where the claim that counts is not a user id
 */
export function toPrincipal(claims: object): Principal {
  const userId = ownValue(claims, Object.hasOwn(claims, 'user_id') ? 'user_id' : 'sub');
  if (typeof userId !== 'string' || !storableUserId.test(userId)) {
    throw invalidToken(new Error('No user in user_id or sub'));
  }
  const email = ownValue(claims, 'email');
  return Object.freeze({ userId, email: typeof email === 'string' && storableEmail.test(email) ? email : null });
}

/**
 * When verified claims expire, in seconds since 1970.
 * @throws ProblemError 401 where `exp`, or an `nbf` or `iat` that is there, is not a finite number (RFC 7519, section 4.1)
 */
export function toExpiry(claims: object): number {
  const expiry = ownValue(claims, 'exp');
  const others = ['nbf', 'iat'].filter((name) => Object.hasOwn(claims, name)).map((name) => ownValue(claims, name));
  // JSON has no infinite number, but 1e999 is read as one.
  if (typeof expiry !== 'number' || ![expiry, ...others].every(Number.isFinite)) {
    throw invalidToken(new Error('A date is not a number'));
  }
  return expiry;
}

function ownValue(claims: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(claims, name)?.value;
}
