import { invalidToken } from './refusal.ts';

/** A JWS in compact form (RFC 7515, section 7.1). */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

/**
 * Requires a signed JWT in its only valid spelling.
 * @throws ProblemError 401
 */
export function requireCompactForm(token: string): void {
  const [, ...segments] = compact.exec(token) ?? [];
  if (segments.length === 0 || !segments.every(isCanonical)) {
    throw invalidToken(faultOf(token));
  }
}

/**
 * Requires the spare bits of the last base64url character to be zero (RFC 4648, section 3.5). Node and the JWT
 * libraries drop these bits when decoding, so one token could be written in several ways.
 */
function isCanonical(segment: string): boolean {
  switch (segment.length % 4) {
    case 0:
      return true;
    case 2:
      return /[AQgw]$/.test(segment);
    case 3:
      return /[AEIMQUYcgkosw048]$/.test(segment);
    default:
      return false;
  }
}

/** Names the fault of a token that is not in compact form. */
function faultOf(token: string) {
  if (/^(?:undefined|null|NaN|true|false)$/.test(token)) return 'not-a-value';
  // Better Auth's session token: 32 characters. Its cookie, and the header of its bearer plugin, add a signature.
  if (/^[\w-]{32,}(?:\.[\w+/-]+=*)?$/.test(token)) return 'session-token';
  return /^[\w-]+(?:\.[\w-]*){4}$/.test(token) ? 'encrypted-token' : 'malformed-token';
}
