import type { IncomingMessage } from 'node:http';
import { countHeader } from '../values/header-count.ts';
import { misplacedToken } from './misplaced-token.ts';
import { invalidToken, missingToken } from './refusal.ts';

/** The headers of a request: those that Node parsed, and the raw ones, which include those that Node drops. */
export interface RequestHeaders extends Pick<IncomingMessage, 'headers' | 'url'> {
  readonly rawHeaders: readonly string[];
}

/** Length limit of a token in bytes. Better Auth's tokens have about 400. */
export const maxTokenBytes = 8192;

/** The scheme in any case, one space, a token68 (RFC 6750, section 2.1; RFC 9110, section 11.2). */
const credentials = /^Bearer ([\w.~+/-]+=*)$/i;
const maxCredentialsLength = 'Bearer '.length + maxTokenBytes;

/**
 * Reads the token of the `Authorization` header without decoding it.
 * @throws ProblemError 401 if the header is missing, repeated, too long or not a bearer token
 */
export function readBearerToken(request: RequestHeaders): string {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    throw missingToken(misplacedToken(request) === undefined ? 'no-token' : 'token-elsewhere');
  }
  // Node keeps the first of several. A proxy in front of us may have checked the last.
  if (countHeader(request, 'authorization') > 1) {
    throw invalidToken('several-headers');
  }
  if (authorization.length > maxCredentialsLength) {
    throw invalidToken('too-long');
  }
  const token = credentials.exec(authorization)?.[1];
  if (token === undefined) {
    throw invalidToken(faultOf(authorization));
  }
  return token;
}

/** Names the fault of a header that is not a bearer token. */
function faultOf(authorization: string) {
  if (/^bearer *$/i.test(authorization)) return 'empty-token';
  if (/^bearer[\s,:]+bearer\b/i.test(authorization)) return 'doubled-scheme';
  if (/^bearer +\[object \w+\]$/i.test(authorization)) return 'not-a-value';
  // The cookie of the session token is percent-encoded.
  if (/^bearer +\w{32,}\.[\w%+/-]+=*$/i.test(authorization)) return 'session-token';
  if (/^bearer\b/i.test(authorization)) return 'malformed-credentials';
  return /^[\w-]+ +\S/.test(authorization) ? 'another-scheme' : 'no-scheme';
}
