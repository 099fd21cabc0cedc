/** The required values of `iss` and `aud`, never empty. A claim whose value is undefined is not checked. */
export interface ExpectedClaims {
  readonly issuer: string | undefined;
  readonly audience: string | undefined;
}

/**
 * Names the fault of claims that were refused. Lasting faults come before those of time: expiry and not-before.
 *
 * @param claims those of a token whose signature is right
 */
export function claimFault(
  claims: Readonly<Record<string, unknown>> | undefined,
  { issuer, audience }: ExpectedClaims,
  toleranceMs: number,
) {
  if (claims === undefined) return 'malformed-claims';
  const { iss, aud, exp = null, nbf = -Infinity, iat = 0 } = claims;
  if (issuer !== undefined && iss !== issuer) return 'wrong-issuer';
  if (audience !== undefined && ![aud].flat().includes(audience)) return 'wrong-audience';
  if (exp === null) return 'no-expiry';
  if (typeof exp !== 'number' || typeof nbf !== 'number' || typeof iat !== 'number') return 'malformed-date';
  return exp * 1000 + toleranceMs <= Date.now() ? 'expired' : 'not-yet-valid';
}
