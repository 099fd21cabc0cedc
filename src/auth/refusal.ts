import { bearerChallenge, ProblemError } from '../values/problems.ts';

const withoutToken = new ProblemError('/problems/invalid-token', { headers: { 'WWW-Authenticate': bearerChallenge } });

/** 401 for a request without credentials. Its challenge has no error code (RFC 6750, section 3.1). */
export function missingToken(): ProblemError {
  return withoutToken;
}

/**
 * 401 for credentials that are refused (RFC 6750, section 3.1). The reason is in `cause`, which only the log sees.
 *
 * Refusals that need no key to provoke are created once and thrown many times: the two stack traces take longer than
 * everything else that such a request costs.
 */
export function invalidToken(cause: unknown): ProblemError {
  return new ProblemError('/problems/invalid-token', {
    headers: { 'WWW-Authenticate': `${bearerChallenge}, error="invalid_token"` },
    cause,
  });
}
