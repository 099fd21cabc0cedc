import type { IncomingHttpHeaders } from 'node:http';
import { countHeader } from '../values/header-count.ts';
import { invalidToken, missingToken } from './refusal.ts';

/** What is read of a request: Node's headers and, to see what Node drops, the raw ones. */
export interface RequestHeaders {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
}

/** In bytes. Better Auth's tokens have some 400. */
export const longestToken = 8192;

/** The scheme in any case, one space, token68 (RFC 6750, section 2.1; RFC 9110, section 11.2). */
const credentials = /^Bearer ([\w.~+/-]+=*)$/i;
const longestCredentials = 'Bearer '.length + longestToken;

const severalHeaders = invalidToken(new Error('More than one Authorization header'));
const tooLong = invalidToken(new Error(`A token of more than ${longestToken} bytes`));
const malformed = invalidToken(new Error('The Authorization header is not "Bearer <token68>"'));

/**
 * The token of the `Authorization` header, not yet decoded.
 * @throws ProblemError 401 where there is no such header, more than one, or one that is not a bearer token of this size
 */
export function readBearerToken(request: RequestHeaders): string {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw missingToken();
  }
  // Node keeps the first of several. What stands in front of us may have checked the last.
  if (countHeader(request, 'authorization') > 1) {
    throw severalHeaders;
  }
  if (authorization.length > longestCredentials) {
    throw tooLong;
  }
  const token = credentials.exec(authorization)?.[1];
  if (token === undefined) {
    throw malformed;
  }
  return token;
}
