import { bearerChallenge, ProblemError } from '../values/problems.ts';
import type { RefusalReasonName } from './refusal-reasons.ts';

/**
 * Refusals by reason. Each is created once and thrown many times: its two stack traces take longer than everything else
 * that such a request costs.
 */
const known = new Map<RefusalReasonName, ProblemError>();

function refusal(reason: RefusalReasonName, challenge: string): ProblemError {
  let error = known.get(reason);
  if (error === undefined) {
    error = new ProblemError('/problems/invalid-token', { headers: { 'WWW-Authenticate': challenge }, reason });
    known.set(reason, error);
  }
  return error;
}

/** 401 for a request without credentials. Its challenge has no error code (RFC 6750, section 3.1). */
export function missingToken(reason: 'no-token' | 'token-elsewhere'): ProblemError {
  return refusal(reason, bearerChallenge);
}

/** 401 for credentials that are refused (RFC 6750, section 3.1). Only the log and developers see the reason. */
export function invalidToken(reason: Exclude<RefusalReasonName, 'no-token' | 'token-elsewhere'>): ProblemError {
  return refusal(reason, `${bearerChallenge}, error="invalid_token"`);
}
