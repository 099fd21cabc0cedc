import { printableText } from '../values/printable-text.ts';
import { publicKeyAlgorithms, sharedSecretAlgorithm } from './algorithms.ts';
import type { RequestHeaders } from './bearer-token.ts';
import type { ExpectedClaims } from './expected-claims.ts';
import { misplacedToken } from './misplaced-token.ts';
import { reasonNamed } from './refusal-reasons.ts';
import { toFacts, tokenFacts, type Facts } from './token-facts.ts';

/** Why credentials were refused. It holds no token, no signature and no user. The log shows all but `detail`. */
export interface RefusalExplanation {
  /** The fault and its remedy. It does not quote the request. */
  readonly text: string;
  readonly expected: Facts;
  readonly came: Facts;
  /** For developers: all of it in one text of at most 1,000 characters. Replaces the detail of the problem. */
  readonly detail: string;
}

/** The values that a token must have. */
export interface Expectations {
  /** Undefined if no shared secret is configured. */
  readonly secret: ExpectedClaims | undefined;
  /** Undefined if no JWKS is configured. */
  readonly jwks: ExpectedClaims | undefined;
  /** The ids of the keys of the JWKS. */
  readonly keyIds: readonly string[];
}

/** Longest `detail` that the contract allows. */
const maxDetailLength = 1000;

/** Schemes that clients use (IANA's list and common inventions). No other is quoted: it might be a password. */
const schemes = [
  ...['Basic', 'Digest', 'DPoP', 'GNAP', 'HOBA', 'JWT', 'Key', 'Mutual', 'Negotiate', 'NTLM', 'OAuth'],
  ...['PrivateToken', 'Token', 'ApiKey', 'Api-Key', 'Session', 'AWS4-HMAC-SHA256'],
];
const scheme = new RegExp(`^(?:${schemes.join('|')}) `, 'i');

/** Explains a refusal. Called only when somebody reads it, because it decodes the token once more. */
export function explainRefusal(
  reason: string,
  request: RequestHeaders,
  expectations: Expectations,
): RefusalExplanation {
  const { text: sentence, facts } = reasonNamed(reason) ?? { text: 'The credentials were refused.', facts: [] };
  const came = factsOf(request);
  const expected = expectedFacts(came, expectations);
  const hint = facts.map((name) => hintOn(expected[name], came[name])).find((text) => text !== undefined);
  const text = hint === undefined ? sentence : `${sentence} ${hint}`;
  const shown = [`Expected: ${render(expected, facts)}.`, `Came: ${render(came, facts)}.`].filter(
    (part) => !part.endsWith(': .'),
  );
  return { text, expected, came, detail: printableText([text, ...shown].join(' '), maxDetailLength) };
}

function factsOf(request: RequestHeaders): Facts {
  const { authorization } = request.headers;
  if (authorization === undefined) return toFacts({ place: misplacedToken(request) });
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization)?.[1];
  if (token !== undefined) return tokenFacts(token);
  return toFacts({
    scheme: scheme.exec(authorization)?.[0].trim(),
    token: /^Bearer +(undefined|null|NaN|true|false|\[object \w{1,20}\])$/i.exec(authorization)?.[1],
    bytes: authorization.length,
  });
}

function expectedFacts(came: Facts, { secret, jwks, keyIds }: Expectations): Facts {
  const isShared = came['algorithm'] === sharedSecretAlgorithm || jwks === undefined;
  return toFacts({
    scheme: 'scheme' in came ? 'Bearer' : undefined,
    algorithms: [...(secret ? [sharedSecretAlgorithm] : []), ...(jwks ? publicKeyAlgorithms : [])].join(' '),
    issuer: (isShared ? secret : jwks)?.issuer,
    audience: (isShared ? secret : jwks)?.audience,
    kids: isShared ? undefined : keyIds,
  });
}

function render(facts: Facts, names: readonly string[]): string {
  return names.flatMap((name) => (name in facts ? [`${name} ${[facts[name]].flat().join(', ')}`] : [])).join('; ');
}

/** Names the difference between two addresses that look alike. */
function hintOn(expected: Facts[string] | undefined, came: Facts[string] | undefined): string | undefined {
  const [left, right] = [expected, came].map((value) => [value].flat()[0]);
  if (typeof left !== 'string' || typeof right !== 'string' || !URL.canParse(left) || !URL.canParse(right)) return;
  const [a, b] = [new URL(left), new URL(right)];
  if (isLoopback(a) && isLoopback(b) && a.hostname !== b.hostname) {
    const places = 'baseURL, JWKS_URL, JWT_ISSUER and JWT_AUDIENCE';
    return `localhost and 127.0.0.1 are different names: write the same one into ${places}.`;
  }
  return left.replace(/\/$/, '') === right.replace(/\/$/, '') ? 'They differ by the slash at the end.' : undefined;
}

function isLoopback({ hostname }: URL): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
