import { invalidToken } from './refusal.ts';

/** A JWS in compact form (RFC 7515, section 7.1). */
const compact = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const malformed = invalidToken(new Error('The token is not three segments of canonical base64url'));

/** @throws ProblemError 401 where a token is not a signed JWT in the one way that it can be written */
export function requireCompactForm(token: string): void {
  const [, ...segments] = compact.exec(token) ?? [];
  if (segments.length === 0 || !segments.every(isCanonical)) {
    throw malformed;
  }
}

/**
 * The last character of base64url may carry bits that decoding drops. They have to be zero (RFC 4648, section 3.5), so that
 * nobody can write a token in two ways: Node and the JWT libraries would take all of them.
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
