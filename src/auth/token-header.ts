import { isUtf8 } from 'node:buffer';
import { isRecord } from '../values/is-record.ts';
import { publicKeyAlgorithms, sharedSecretAlgorithm, type PublicKeyAlgorithm } from './algorithms.ts';
import { invalidToken } from './refusal.ts';

/** The key that a token claims to be signed with. It is not verified: it only selects the keys to try. */
export type TokenHeader = { readonly algorithm: typeof sharedSecretAlgorithm } | PublicKeyHeader;

export interface PublicKeyHeader {
  readonly algorithm: PublicKeyAlgorithm;
  readonly keyId: string | undefined;
}

/**
 * Parsed headers by their segment. This is no second cache of tokens: all tokens of a key share one header, so a few
 * entries serve every token that is not yet remembered. Parsing takes 3 µs, a fifth of verifying a new HS256 token.
 * Strangers may fill the map with other headers; then it is emptied and a header is parsed again.
 */
const readHeaders = new Map<string, TokenHeader>();
const maxReadHeaders = 100;

/**
 * Reads the JOSE header of a token of three segments (RFC 7515, section 4). It never follows `jku`, `jwk`, `x5u` or
 * `x5c`.
 * @throws ProblemError 401 if the algorithm, the type or an extension is not accepted
 */
export function readTokenHeader(token: string): TokenHeader {
  const segment = token.slice(0, token.indexOf('.'));
  let header = readHeaders.get(segment);
  if (header === undefined) {
    header = parse(segment);
    if (readHeaders.size >= maxReadHeaders) {
      readHeaders.clear();
    }
    readHeaders.set(segment, header);
  }
  return header;
}

function parse(segment: string): TokenHeader {
  const { alg, kid, typ, crit } = decode(segment);
  // Another type marks another kind of token from the same issuer and key (RFC 8725, section 3.11), such as Better
  // Auth's session cache.
  if (typ !== undefined && !(typeof typ === 'string' && /^(?:at\+)?jwt$/i.test(typ))) {
    throw invalidToken('another-type');
  }
  if (crit !== undefined) {
    throw invalidToken('critical-extension');
  }
  // HS256 tokens too, although their kid names nothing (RFC 7515, section 4.1.4).
  if (kid !== undefined && typeof kid !== 'string') {
    throw invalidToken('malformed-kid');
  }
  if (alg === sharedSecretAlgorithm) {
    return { algorithm: sharedSecretAlgorithm };
  }
  const algorithm = publicKeyAlgorithms.find((accepted) => accepted === alg);
  if (algorithm === undefined) {
    throw invalidToken('another-algorithm');
  }
  return { algorithm, keyId: kid };
}

function decode(segment: string): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(segment, 'base64url');
  const text = bytes.toString();
  const header = isUtf8(bytes) ? parseObject(text) : undefined;
  if (header === undefined) {
    throw invalidToken('malformed-header');
  }
  // If a name occurs twice, one reader takes the first member and another the last (RFC 7515, section 4).
  if (countMembers(text) !== countMembers(JSON.stringify(header))) {
    throw invalidToken('malformed-header');
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

/** Counts the members of valid JSON at all depths: the strings that are followed by a colon. */
function countMembers(json: string): number {
  return [...json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}
