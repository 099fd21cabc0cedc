import { createVerifier } from 'fast-jwt';
import { secret } from './settings.js';

const verify = createVerifier({ key: secret, algorithms: ['HS256'], cache: true, requiredClaims: ['exp'] });

/** @returns the claims of a bearer token; undefined where there is none that can be accepted */
export function userOf(authorization) {
  if (!authorization?.startsWith('Bearer ')) return undefined;
  try {
    return verify(authorization.slice(7));
  } catch {
    return undefined;
  }
}
