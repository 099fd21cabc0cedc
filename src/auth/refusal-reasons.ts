/** One way in which credentials are wrong. */
interface RefusalReason {
  /** The fault and its remedy, for the log and for developers. It never quotes the request. */
  readonly text: string;
  /** The facts that show the fault, expected and given, in the detail of a problem. */
  readonly facts: readonly string[];
}

/** The table of reasons for a 401, by the name that stands in the log. specs/features/authentication.md lists them. */
export const refusalReasons = {
  'no-token': { text: 'The request has no Authorization header.', facts: [] },
  'token-elsewhere': {
    text: 'The request has no Authorization header. A token in a cookie, in the query or in another header is ignored.',
    facts: ['place'],
  },
  'several-headers': { text: 'The request has more than one Authorization header.', facts: [] },
  'too-long': { text: 'The token is longer than 8 KiB.', facts: ['bytes'] },
  'another-scheme': { text: 'The scheme of the Authorization header is not Bearer.', facts: ['scheme'] },
  'no-scheme': { text: 'The Authorization header must be the word Bearer, one space and the token.', facts: [] },
  'doubled-scheme': { text: 'The word Bearer stands twice in the Authorization header.', facts: [] },
  'empty-token': { text: 'Nothing follows the word Bearer in the Authorization header.', facts: [] },
  'not-a-value': {
    text: 'The token is the text of a missing value: the client sent a variable before it held the token.',
    facts: ['token'],
  },
  'malformed-credentials': {
    text: 'The Authorization header is not the word Bearer, one space and one token without quotes.',
    facts: [],
  },
  'session-token': {
    text: "This looks like Better Auth's session token; send the JWT that authClient.token() gives.",
    facts: [],
  },
  'encrypted-token': { text: 'This is an encrypted token (JWE); a signed one (JWS) is needed.', facts: [] },
  'malformed-token': { text: 'The token is not a JWT: three parts in canonical base64url, joined by dots.', facts: [] },
  'malformed-header': {
    text: 'The header of the token is not a JSON object in UTF-8, or has a member twice.',
    facts: [],
  },
  'another-type': {
    text: "The type (typ) of the token is not that of an access token. Better Auth's session cookie has its own type.",
    facts: ['type'],
  },
  'critical-extension': { text: 'The header of the token has crit, and no extension is understood.', facts: [] },
  'malformed-kid': { text: 'The key id (kid) in the header of the token is not a string.', facts: [] },
  'another-algorithm': {
    text: 'The algorithm (alg) of the token is not accepted.',
    facts: ['algorithm', 'algorithms'],
  },
  'no-secret': {
    text: 'The token needs a shared secret (HS256), and none is set. Set BETTER_AUTH_SECRET, or sign with a key.',
    facts: ['algorithm', 'algorithms'],
  },
  'no-jwks': {
    text: "The token needs a public key, and this server has none: set JWKS_URL to Better Auth's /api/auth/jwks.",
    facts: ['algorithm', 'algorithms'],
  },
  'unknown-key': {
    text: 'The JWKS has no key for this token: it comes from another issuer, or its key was withdrawn.',
    facts: ['algorithm', 'kid', 'kids'],
  },
  'ambiguous-key': {
    text: 'Several keys of the JWKS fit this token. Give each key a kid of its own, and put it into the token.',
    facts: ['algorithm', 'kid', 'kids'],
  },
  'unusable-key': { text: 'The key of this token in the JWKS cannot be used.', facts: ['algorithm', 'kid'] },
  'wrong-signature': {
    text: 'The signature is wrong: changed on its way, or signed with another secret or key (of another deployment?).',
    facts: ['algorithm', 'kid', 'issuer'],
  },
  'wrong-issuer': {
    text: "The issuer (iss) is not JWT_ISSUER, by default JWKS_URL's origin. Better Auth writes its baseURL's origin.",
    facts: ['issuer'],
  },
  'wrong-audience': {
    text: "The audience (aud) is not JWT_AUDIENCE, by default JWKS_URL's origin. Better Auth writes its baseURL's.",
    facts: ['audience'],
  },
  'no-expiry': { text: 'The token has no expiry (exp).', facts: [] },
  'malformed-date': { text: 'A date of the token (exp, nbf or iat) is not a number of seconds.', facts: [] },
  expired: { text: 'The token has expired. Ask for a new one.', facts: ['ageSeconds', 'expiresInSeconds'] },
  'not-yet-valid': {
    text: 'The token is not valid yet (nbf). Compare the clocks of the issuer and of this server.',
    facts: ['validInSeconds'],
  },
  'malformed-claims': { text: 'The claims of the token are not a JSON object in UTF-8.', facts: [] },
  'no-user': {
    text: "No user: user_id or sub must have 1 to 255 characters. Tokens in Better Auth's e-mails name none.",
    facts: [],
  },
} as const satisfies Record<string, RefusalReason>;

/** The name of a reason. */
export type RefusalReasonName = keyof typeof refusalReasons;

/** Returns the reason with this name. */
export function reasonNamed(name: string): RefusalReason | undefined {
  const table: Readonly<Record<string, RefusalReason>> = refusalReasons;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
