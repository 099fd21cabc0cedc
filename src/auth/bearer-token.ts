import type { IncomingHttpHeaders } from 'node:http';
import { countHeader } from '../values/header-count.ts';
import { invalidToken, missingToken } from './refusal.ts';

/** The headers of a request: those that Node parsed, and the raw ones, which include those that Node drops. */
export interface RequestHeaders {
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
}

/** Length limit of a token in bytes. Better Auth's tokens have about 400. */
export const maxTokenBytes = 8192;

/** The scheme in any case, one space, a token68 (RFC 6750, section 2.1; RFC 9110, section 11.2). */
const credentials = /^Bearer ([\w.~+/-]+=*)$/i;
const maxCredentialsLength = 'Bearer '.length + maxTokenBytes;

const severalHeaders = invalidToken(new Error('More than one Authorization header'));
const tooLong = invalidToken(new Error(`A token of more than ${maxTokenBytes} bytes`));
const malformed = invalidToken(new Error('The Authorization header is not "Bearer <token68>"'));

/**
 * Reads the token of the `Authorization` header without decoding it.
 * @throws ProblemError 401 if the header is missing, repeated, too long or not a bearer token
 */
export function readBearerToken(request: RequestHeaders): string {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw missingToken();
  }
  // Node keeps the first of several. A proxy in front of us may have checked the last.
  if (countHeader(request, 'authorization') > 1) {
    throw severalHeaders;
  }
  if (authorization.length > maxCredentialsLength) {
    throw tooLong;
  }
  const token = credentials.exec(authorization)?.[1];
  if (token === undefined) {
    throw malformed;
  }
  return token;
}
