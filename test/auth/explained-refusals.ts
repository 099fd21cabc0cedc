/** Credentials that are refused, and how the log and a developer get to know why. */
import { edKey, esKey, good, hs256, shortKey, strangeKey, twiceKeys } from './attacks/fixtures.ts';
import { encode, forge, forgeWithKey, inSeconds } from './requests.ts';

export type Headers = Readonly<Record<string, string | string[]>>;
export type Json = Readonly<Record<string, unknown>>;

/** Headers, and perhaps a query; the reason in the log with these facts; the detail in development. */
export type Explained = readonly [
  name: string,
  headers: Headers,
  reason: string,
  facts: Json,
  detail: RegExp,
  query?: string,
];

/** The expected issuer and audience. */
export const origin = 'http://localhost:3000';
export const claims = { sub: 'walter', iss: origin, aud: origin, exp: inSeconds(600), iat: inSeconds(-60) };
const sameMachine = 'http://127.0.0.1:3000';

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
export const signed = (changed: Json): Headers => bearer(forge(hs256, { ...claims, ...changed }));
export const opaque = 'kX9vQ2mT7bL4nR8wE1yU6oP3sD5fG0hJ';
const jwe = [encode({ alg: 'dir', enc: 'A256GCM' }), '', 'aaaa', 'bbbb', 'cccc'].join('.');
const came = (facts: Json): Json => ({ came: facts });
const word = (value: string): Headers => ({ authorization: value });

/** Every reason for a 401 of a server with both modes, at most five times each. */
export const explained: readonly Explained[] = [
  ['no token', {}, 'no-token', {}, /no Authorization header/],
  [
    'a cookie',
    { cookie: `a=1; better-auth.session_token=${opaque}` },
    'token-elsewhere',
    came({ place: 'a cookie' }),
    /Came: place a cookie/,
  ],
  [
    'another header',
    { 'x-access-token': good },
    'token-elsewhere',
    came({ place: 'the header x-access-token' }),
    /x-access-token/,
  ],
  ['the query', {}, 'token-elsewhere', came({ place: 'the query' }), /the query/, `?access_token=${good}`],
  ['two headers', { authorization: [`Bearer ${good}`, `Bearer ${good}`] }, 'several-headers', {}, /more than one/],
  ['a long token', bearer('a'.repeat(9000)), 'too-long', came({ bytes: 9007 }), /longer than 8 KiB/],
  [
    'Basic',
    word('Basic dXNlcjpwYXNz'),
    'another-scheme',
    { expected: { scheme: 'Bearer' }, came: { scheme: 'Basic' } },
    /Expected: scheme Bearer\. Came: scheme Basic/,
  ],
  ['Token', word(`Token ${good}`), 'another-scheme', came({ scheme: 'Token' }), /scheme Token/],
  ['a scheme of their own', word(`hunter2 ${good}`), 'another-scheme', {}, /not Bearer\.$/],
  ['the token alone', word(good), 'no-scheme', {}, /the word Bearer, one space/],
  ['nothing', word(''), 'no-scheme', {}, /the word Bearer, one space/],
  ['Bearer twice', word(`Bearer Bearer ${good}`), 'doubled-scheme', {}, /twice/],
  ['bearer twice', word(`bearer Bearer ${good}`), 'doubled-scheme', {}, /twice/],
  ['Bearer: Bearer', word(`Bearer: Bearer ${good}`), 'doubled-scheme', {}, /twice/],
  ['no token after Bearer', word('Bearer '), 'empty-token', {}, /Nothing follows/],
  ['undefined', bearer('undefined'), 'not-a-value', came({ token: 'undefined' }), /Came: token undefined/],
  ['null', bearer('null'), 'not-a-value', came({ token: 'null' }), /Came: token null/],
  ['a promise', bearer('[object Promise]'), 'not-a-value', came({ token: '[object Promise]' }), /object Promise/],
  ['quotes', bearer(`"${good}"`), 'malformed-credentials', {}, /without quotes/],
  ['two spaces', bearer(` ${good}`), 'malformed-credentials', {}, /one space/],
  [
    'a session token',
    bearer(opaque),
    'session-token',
    {},
    /Better Auth's session token; send the JWT that authClient\.token\(\) gives/,
  ],
  ['a signed session token', bearer(`${opaque}.${'a'.repeat(43)}=`), 'session-token', {}, /session token/],
  ['a session cookie', bearer(`${opaque}.${'a'.repeat(40)}%2BAA%3D`), 'session-token', {}, /session token/],
  ['an encrypted token', bearer(jwe), 'encrypted-token', {}, /JWE/],
  ['a word', bearer('abc'), 'malformed-token', {}, /not a JWT/],
  ['two parts of a JWT', bearer('eyJh.eyJz'), 'malformed-token', {}, /not a JWT/],
  ['a header that is not JSON', bearer(forge('{', claims)), 'malformed-header', {}, /not a JSON object/],
  [
    'another typ',
    bearer(forge({ ...hs256, typ: 'better-auth.session-cache+jwt' }, claims)),
    'another-type',
    came({ type: 'better-auth.session-cache+jwt' }),
    /Came: type better-auth/,
  ],
  ['crit', bearer(forge({ ...hs256, crit: ['b64'] }, claims)), 'critical-extension', {}, /crit/],
  ['kid 7', bearer(forge({ ...hs256, kid: 7 }, claims)), 'malformed-kid', came({ kid: 7 }), /kid/],
  [
    'HS512',
    bearer(forge({ alg: 'HS512' }, claims)),
    'another-algorithm',
    { expected: { algorithms: 'HS256 EdDSA ES256 RS256 PS256' }, came: { algorithm: 'HS512' } },
    /Expected: algorithms HS256 .* Came: algorithm HS512/,
  ],
  ['none', bearer(forge({ alg: 'none' }, claims)), 'another-algorithm', came({ algorithm: 'none' }), /none/],
  [
    'an unknown kid',
    bearer(await edKey.sign(claims, { kid: 'rotated' })),
    'unknown-key',
    { expected: { kids: ['ed', 'es', 'rs', /more/] }, came: { algorithm: 'EdDSA', kid: 'rotated' } },
    /Expected: kids ed, es, rs, and \d+ more\. Came: algorithm EdDSA; kid rotated/,
  ],
  [
    'a kid of another type of key',
    bearer(await esKey.sign(claims, { kid: 'ed' })),
    'unknown-key',
    came({ algorithm: 'ES256', kid: 'ed' }),
    /kid ed/,
  ],
  [
    'a kid of two keys',
    bearer(await twiceKeys[0].sign(claims)),
    'ambiguous-key',
    came({ kid: 'twice' }),
    /Several keys/,
  ],
  [
    'a short key',
    bearer(forgeWithKey({ alg: 'RS256', kid: 'short' }, claims, shortKey.privateKey, 'sha256')),
    'unusable-key',
    came({ kid: 'short' }),
    /cannot be used/,
  ],
  [
    'another secret',
    bearer(forge(hs256, { ...claims, iss: 'https://staging.example.com' }, 'another secret of 32 bytes and more')),
    'wrong-signature',
    came({ algorithm: 'HS256', issuer: 'https://staging.example.com' }),
    /another secret .*issuer https:\/\/staging/,
  ],
  [
    'another key of this kid',
    bearer(await strangeKey.sign(claims)),
    'wrong-signature',
    came({ algorithm: 'EdDSA', kid: 'ed' }),
    /signature is wrong/,
  ],
  [
    'another issuer',
    bearer(await edKey.sign({ ...claims, iss: 'https://evil.example.com' })),
    'wrong-issuer',
    { expected: { issuer: origin }, came: { issuer: 'https://evil.example.com' } },
    /JWT_ISSUER.*Expected: issuer http:\/\/localhost:3000\. Came: issuer https:\/\/evil/,
  ],
  [
    '127.0.0.1 as issuer',
    bearer(await edKey.sign({ ...claims, iss: sameMachine })),
    'wrong-issuer',
    came({ issuer: sameMachine }),
    /localhost and 127\.0\.0\.1 are different names/,
  ],
  [
    'a slash at the end',
    signed({ iss: `${origin}/` }),
    'wrong-issuer',
    came({ issuer: `${origin}/` }),
    /slash at the end/,
  ],
  [
    'no issuer',
    signed({ iss: undefined }),
    'wrong-issuer',
    { expected: { issuer: origin }, came: { issuer: undefined } },
    /Expected: issuer http:\/\/localhost:3000\.$/,
  ],
  [
    'another audience',
    bearer(await edKey.sign({ ...claims, aud: ['a', 'b', 'c', 'd', 'e'] })),
    'wrong-audience',
    { expected: { audience: origin }, came: { audience: ['a', 'b', 'c', 'and 2 more'] } },
    /Came: audience a, b, c, and 2 more/,
  ],
  [
    '127.0.0.1 as audience',
    signed({ aud: sameMachine }),
    'wrong-audience',
    came({ audience: sameMachine }),
    /are different names/,
  ],
  [
    'expired',
    signed({ exp: inSeconds(-3600), iat: inSeconds(-4500) }),
    'expired',
    came({ ageSeconds: Number, expiresInSeconds: Number }),
    /has expired.*ageSeconds 45\d\d; expiresInSeconds -36\d\d/,
  ],
  [
    'an expired EdDSA token',
    bearer(await edKey.sign({ ...claims, exp: inSeconds(-40) })),
    'expired',
    {},
    /has expired/,
  ],
  [
    'not yet',
    signed({ nbf: inSeconds(600) }),
    'not-yet-valid',
    came({ validInSeconds: Number }),
    /clocks.*validInSeconds \d+/,
  ],
  ['no exp', signed({ exp: undefined }), 'no-expiry', {}, /no expiry/],
  ['exp as text', signed({ exp: '9999999999' }), 'malformed-date', {}, /not a number/],
  [
    'exp infinite',
    bearer(forge(hs256, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999'))),
    'malformed-date',
    {},
    /not a number/,
  ],
  ['no user', signed({ sub: undefined, email: 'walter@example.com' }), 'no-user', {}, /No user: user_id or sub/],
  ['claims that are no object', bearer(forge(hs256, '[]')), 'malformed-claims', {}, /not a JSON object/],
  [
    'claims that are not UTF-8',
    bearer(forge(hs256, Buffer.from(JSON.stringify(claims).replace('walter', '\xff'), 'latin1'))),
    'malformed-claims',
    {},
    /UTF-8/,
  ],
];
