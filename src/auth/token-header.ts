import { isUtf8 } from 'node:buffer';
import { isRecord } from '../values/is-record.ts';
import { invalidToken } from './refusal.ts';

/** The algorithms whose keys come from the JWKS. */
export const publicKeyAlgorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

export type PublicKeyAlgorithm = (typeof publicKeyAlgorithms)[number];

/** Which key a token says that it was signed with. Nothing of it is verified yet: it only chooses what may be tried. */
export type TokenHeader = { readonly algorithm: 'HS256' } | PublicKeyHeader;

export interface PublicKeyHeader {
  readonly algorithm: PublicKeyAlgorithm;
  readonly keyId: string | undefined;
}

const notAnObject = invalidToken(new Error('The header is not a JSON object in UTF-8'));
const memberTwice = invalidToken(new Error('The header has a member twice'));
const anotherType = invalidToken(new Error('The type is not that of an access token'));
const anExtension = invalidToken(new Error('No critical extension is understood'));
const anotherKeyId = invalidToken(new Error('The key id is not a string'));
const anotherAlgorithm = invalidToken(new Error('The algorithm is not accepted'));

/** All tokens of one key have the same header: it is read once. Strangers may push it out, and then it is read again. */
const readHeaders = new Map<string, TokenHeader>();
const mostReadHeaders = 100;

/**
 * Reads the JOSE header of a token of three segments (RFC 7515, section 4). `jku`, `jwk`, `x5u` and `x5c` are never followed.
 * @throws ProblemError 401 for an algorithm, a type or an extension that is not accepted
 */
export function readTokenHeader(token: string): TokenHeader {
  const segment = token.slice(0, token.indexOf('.'));
  let header = readHeaders.get(segment);
  if (header === undefined) {
    header = parse(segment);
    if (readHeaders.size >= mostReadHeaders) {
      readHeaders.clear();
    }
    readHeaders.set(segment, header);
  }
  return header;
}

function parse(segment: string): TokenHeader {
  const { alg, kid, typ, crit } = decode(segment);
  // A type of its own tells apart what one issuer signs with one key: Better Auth's session cache is one (RFC 8725, section 3.11).
  if (typ !== undefined && !(typeof typ === 'string' && /^(?:at\+)?jwt$/i.test(typ))) {
    throw anotherType;
  }
  if (crit !== undefined) {
    throw anExtension;
  }
  // Also where it names nothing, as with HS256 (RFC 7515, section 4.1.4).
  if (kid !== undefined && typeof kid !== 'string') {
    throw anotherKeyId;
  }
  if (alg === 'HS256') {
    return { algorithm: alg };
  }
  const algorithm = publicKeyAlgorithms.find((accepted) => accepted === alg);
  if (algorithm === undefined) {
    throw anotherAlgorithm;
  }
  return { algorithm, keyId: kid };
}

function decode(segment: string): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(segment, 'base64url');
  const text = bytes.toString();
  const header = isUtf8(bytes) ? parseObject(text) : undefined;
  if (header === undefined) {
    throw notAnObject;
  }
  // Of two members one reader takes the first and another the last (RFC 7515, section 4).
  if (countMembers(text) !== countMembers(JSON.stringify(header))) {
    throw memberTwice;
  }
  return header;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of valid JSON, at all depths: strings with a colon behind. */
function countMembers(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}
