import { decodeProtectedHeader } from 'jose';
import { invalidToken } from './refusal.ts';

const publicKeyAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

/** The algorithms whose keys come from the JWKS. */
export type PublicKeyAlgorithm = (typeof publicKeyAlgorithms)[number];

/** Which key a token says that it was signed with. Nothing of it is verified yet: it only chooses what may be tried. */
export type TokenHeader = { readonly algorithm: 'HS256' } | PublicKeyHeader;

export interface PublicKeyHeader {
  readonly algorithm: PublicKeyAlgorithm;
  readonly keyId: string | undefined;
}

/**
 * Reads a token's JOSE header (RFC 7515, section 4). `jku`, `jwk`, `x5u` and `x5c` are never followed.
 * @throws ProblemError 401 for an algorithm, a type or an extension that is not accepted
 */
export function readTokenHeader(token: string): TokenHeader {
  const { alg, kid, typ, crit } = decode(token);
  // A type of its own tells apart what one issuer signs with one key: Better Auth's session cache is one (RFC 8725, section 3.11).
  if (typ !== undefined && !(typeof typ === 'string' && /^(?:at\+)?jwt$/i.test(typ))) {
    throw invalidToken(new Error('The type is not that of an access token'));
  }
  if (crit !== undefined) {
    throw invalidToken(new Error('No critical extension is understood'));
  }
  if (alg === 'HS256') {
    return { algorithm: alg };
  }
  const algorithm = publicKeyAlgorithms.find((accepted) => accepted === alg);
  if (algorithm === undefined) {
    throw invalidToken(new Error('The algorithm is not accepted'));
  }
  if (kid !== undefined && typeof kid !== 'string') {
    throw invalidToken(new Error('The key id is not a string'));
  }
  return { algorithm, keyId: kid };
}

/** As unknown values: the library's types promise more than it checks. */
function decode(token: string): Readonly<Record<'alg' | 'kid' | 'typ' | 'crit', unknown>> {
  try {
    const { alg, kid, typ, crit } = decodeProtectedHeader(token);
    return { alg, kid, typ, crit };
  } catch (cause) {
    throw invalidToken(cause);
  }
}
