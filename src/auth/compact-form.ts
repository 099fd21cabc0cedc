import { invalidToken } from './refusal.ts';

/** A JWS in compact form (RFC 7515, section 7.1). */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const malformed = invalidToken(new Error('The token is not three segments of canonical base64url'));

/**
 * Requires a signed JWT in its only valid spelling.
 * @throws ProblemError 401
 */
export function requireCompactForm(token: string): void {
  const [, ...segments] = compact.exec(token) ?? [];
  if (segments.length === 0 || !segments.every(isCanonical)) {
    throw malformed;
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
