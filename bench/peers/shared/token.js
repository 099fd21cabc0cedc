import { createVerifier } from 'fast-jwt';
import { secret } from './settings.js';

const verify = createVerifier({ key: secret, algorithms: ['HS256'], cache: true, requiredClaims: ['exp'] });

/** Verifies a bearer token. @returns its claims; undefined if it is missing or not acceptable */
export function userOf(authorization) {
  if (!authorization?.startsWith('Bearer ')) return undefined;
  try {
    return verify(authorization.slice(7));
  } catch {
    return undefined;
  }
}
