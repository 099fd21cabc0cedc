import { bearerChallenge, ProblemError } from '../values/problems.ts';

const withoutToken = new ProblemError('/problems/invalid-token', { headers: { 'WWW-Authenticate': bearerChallenge } });

/** 401 for a request that tells of no credentials at all: such a challenge carries no error code (RFC 6750, section 3.1). */
export function missingToken(): ProblemError {
  return withoutToken;
}

/**
 * 401 for credentials that are not accepted. Which part is wrong is for the log alone, in `cause` (RFC 6750, section 3.1).
 * What anybody can send without a key is refused with one that was made once: two stack traces take longer than all the rest.
 */
export function invalidToken(cause: unknown): ProblemError {
  return new ProblemError('/problems/invalid-token', {
    headers: { 'WWW-Authenticate': `${bearerChallenge}, error="invalid_token"` },
    cause,
  });
}
