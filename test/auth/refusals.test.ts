import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { EncryptJWT, type JWK } from 'jose';
import t from 'tap';
import { testSecret } from '../support/better-auth.ts';
import { createSigningKey, startJwksServer } from '../support/jwks-server.ts';
import { matchProblem } from '../support/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import {
  authenticator,
  bearer,
  encode,
  forge,
  forgeText,
  forgeWithKey,
  inSeconds,
  refusalOf,
  refused,
} from './requests.ts';

const issuer = 'https://auth.example.com';
const audience = 'https://api.example.com';
const hs256 = { alg: 'HS256' };
const claims = { sub: 'alice', iss: issuer, aud: audience, exp: inSeconds(60) };
const without = (claim: keyof typeof claims): object => ({ ...claims, [claim]: undefined });

const edKey = await createSigningKey('EdDSA', 'ed');
const esKey = await createSigningKey('ES256', 'es');
const rsKey = await createSigningKey('RS256', 'rs');
const psKey = await createSigningKey('PS256', 'ps');
const strangeKey = await createSigningKey('EdDSA', 'ed');
const encryptionKey = await createSigningKey('EdDSA', 'enc');
const wrapKey = await createSigningKey('EdDSA', 'wrap');
const longHashKey = await createSigningKey('RS384', 'rs384');
const longCurveKey = await createSigningKey('ES384', 'es384');
const twiceKeys = [await createSigningKey('EdDSA', 'twice'), await createSigningKey('EdDSA', 'twice')] as const;
const publishedPrivateKey = await createSigningKey('EdDSA', 'private');
const shortKey = generateKeyPairSync('rsa', { modulusLength: 1024 });
const { alg: _, ...rsaKeyForAny } = (await createSigningKey('RS256', 'any')).jwk;

const server = await startJwksServer([
  edKey.jwk,
  esKey.jwk,
  rsKey.jwk,
  psKey.jwk,
  { ...encryptionKey.jwk, use: 'enc' },
  { ...wrapKey.jwk, key_ops: ['wrapKey'] },
  longHashKey.jwk,
  longCurveKey.jwk,
  twiceKeys[0].jwk,
  twiceKeys[1].jwk,
  publishedPrivateKey.privateJwk,
  { ...shortKey.publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256' },
  { kty: 'oct', k: encode(testSecret), kid: 'oct', alg: 'HS256' },
  rsaKeyForAny,
  { kid: 'no type' },
  null,
  'no key',
]);
t.teardown(() => server.stop());
/** Where tokens point to. It has the key that they are signed with, so that who follows them accepts them. */
const elsewhere = await startJwksServer([strangeKey.jwk]);
t.teardown(() => elsewhere.stop());

/** As long as no test lasts. */
const cooldown = 60_000;
const both = authenticator({ jwks: { url: server.url, issuer, audience, times: { cooldown } } });
const checked = authenticator({ issuer, audience });
const withoutSecret = authenticator({ secrets: [], jwks: { url: server.url, issuer, audience } });
const withoutJwks = authenticator();

const publicKey = (jwk: JWK): KeyObject => createPublicKey({ key: jwk, format: 'jwk' });
const publicPem = (jwk: JWK): string => publicKey(jwk).export({ type: 'spki', format: 'pem' }).toString();
const privateKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' });
const good = forge(hs256, claims);
const goodEdDsa = await edKey.sign(claims);
const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.');
/** Of 16 bytes: the last character of its base64url has bits that are dropped. */
const paddedHeader = encode('{"alg":"HS256"} ');
const encrypted = await new EncryptJWT(claims)
  .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
  .encrypt(Buffer.from(testSecret).subarray(0, 32));

type Case = readonly [name: string, token: string];

/** A word in all mixtures of capital and small letters. */
function casings(word: string): readonly string[] {
  return Array.from(word).reduce<readonly string[]>(
    (heads, letter) => heads.flatMap((head) => [head + letter.toLowerCase(), head + letter.toUpperCase()]),
    [''],
  );
}

/** The other texts that base64url decoders take for the same bytes: the last character's spare bits are not zero. */
function respellings(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'base64url');
  const head = text.slice(0, -1);
  return Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    .map((last) => head + last)
    .filter((other) => other !== text && Buffer.from(other, 'base64url').equals(bytes));
}

/** A public key in every form in which somebody might have set it as the secret. */
function publicEncodings(jwk: JWK): readonly (readonly [string, string | Buffer])[] {
  const key = publicKey(jwk);
  const { kid: _kid, alg: _alg, ...bare } = jwk;
  const der = key.export({ type: 'spki', format: 'der' });
  const pems = [publicPem(jwk)];
  const bytes = [der];
  if (jwk.kty === 'RSA') {
    pems.push(key.export({ type: 'pkcs1', format: 'pem' }).toString());
    bytes.push(key.export({ type: 'pkcs1', format: 'der' }));
  }
  const parts = [jwk.x, jwk.y, jwk.n].filter((part) => part !== undefined);
  const texts = [
    ...pems.flatMap((pem) => [pem, pem.trim(), `${pem}\n`, pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', '\\n')]),
    ...bytes.flatMap((form) => (['base64', 'base64url', 'hex'] as const).map((encoding) => form.toString(encoding))),
    ...[jwk, bare, [jwk], { keys: [jwk] }].map((value) => JSON.stringify(value)),
    ...parts,
    parts.join(''),
  ];
  const buffers = [...bytes, ...parts.map((part) => Buffer.from(part, 'base64url'))];
  return [
    ...texts.map((text) => [JSON.stringify(text.slice(0, 60)), text] as const),
    ...buffers.map((buffer) => [`${buffer.length} bytes`, buffer] as const),
  ];
}

const accepted: readonly Case[] = [
  ['HS256', good],
  ['HS256 with a key id', forge({ ...hs256, kid: 'any' }, claims)],
  ['EdDSA', goodEdDsa],
  ['ES256', await esKey.sign(claims)],
  ['RS256', await rsKey.sign(claims)],
  ['PS256', await psKey.sign(claims)],
  ['an ES256 token without kid, where one key fits', await esKey.sign(claims, {})],
  ['typ JWT', forge({ ...hs256, typ: 'JWT' }, claims)],
  ['typ jwt', forge({ ...hs256, typ: 'jwt' }, claims)],
  ['typ at+jwt', await edKey.sign(claims, { kid: 'ed', typ: 'at+jwt' })],
  ['typ AT+JWT', await edKey.sign(claims, { kid: 'ed', typ: 'AT+JWT' })],
  ['several audiences', await edKey.sign({ ...claims, aud: ['https://other.example.com', audience] })],
  ['a header with white space', forge('{ "alg"\t: "HS256" }\n', claims)],
  ['members that look like others', forge({ ...hs256, x: '"alg":', y: { alg: ['"alg":"none"', { z: 1 }] } }, claims)],
  ['issued in the future', forge(hs256, { ...claims, iat: inSeconds(600) })],
  ['expired within the tolerance', forge(hs256, { ...claims, exp: inSeconds(-20) })],
  ['valid soon, within the tolerance', forge(hs256, { ...claims, nbf: inSeconds(20) })],
  ['an expiry with a fraction', forge(hs256, { ...claims, exp: Date.now() / 1000 + 60 })],
];

/** An attack is a line. All that it needs is made above; nothing below has to know of it. */
const refusals: readonly Case[] = [
  // Algorithm none, and what may be taken for it
  ...[
    ...casings('none'),
    ' none',
    'none ',
    'none\0',
    '\0none',
    'none\n',
    'nоne',
    '',
    ['none'],
    { none: 1 },
    0,
    false,
  ].flatMap((alg): Case[] => [
    [`alg ${JSON.stringify(alg)}, unsigned`, `${encode({ alg })}.${encode(claims)}.`],
    [`alg ${JSON.stringify(alg)}, without the last dot`, `${encode({ alg })}.${encode(claims)}`],
    [`alg ${JSON.stringify(alg)}, signed`, forge({ alg }, claims)],
    [`alg ${JSON.stringify(alg)}, signed with nothing`, forge({ alg }, claims, '')],
    [`alg ${JSON.stringify(alg)} and a key id, signed`, forge({ alg, kid: 'ed' }, claims)],
  ]),

  // Algorithm
  ['no alg', forge({}, claims)],
  ['alg null', forge({ alg: null }, claims)],
  ['alg a list', forge({ alg: ['HS256'] }, claims)],
  ['alg an object', forge({ alg: { toString: 'HS256' } }, claims)],
  ...casings('hs')
    .filter((letters) => letters !== 'HS')
    .map((letters): Case => [`alg ${letters}256`, forge({ alg: `${letters}256` }, claims)]),
  ['alg HS256 and a space', forge({ alg: 'HS256 ' }, claims)],
  ['alg __proto__', forge({ alg: '__proto__' }, claims)],
  ['HS384 with the secret', forge({ alg: 'HS384' }, claims, testSecret, 'sha384')],
  ['HS512 with the secret', forge({ alg: 'HS512' }, claims, testSecret, 'sha512')],
  ['HS256 by SHA-512', forge(hs256, claims, testSecret, 'sha512')],
  ['HS512 by SHA-256', forge({ alg: 'HS512' }, claims)],
  ...[edKey, esKey, rsKey, psKey].flatMap(({ jwk }) =>
    publicEncodings(jwk).flatMap(([encoding, secret]): Case[] => [
      [`HS256 with the public key ${jwk.alg}, ${encoding}`, forge(hs256, claims, secret)],
      [
        `HS256 with the public key ${jwk.alg} and its id, ${encoding}`,
        forge({ ...hs256, kid: jwk.kid }, claims, secret),
      ],
      [`${jwk.alg} by HMAC with the public key, ${encoding}`, forge({ alg: jwk.alg, kid: jwk.kid }, claims, secret)],
    ]),
  ),
  ['EdDSA signed with the secret', forge({ alg: 'EdDSA', kid: 'ed' }, claims)],
  ['Ed25519, the newer name', forgeWithKey({ alg: 'Ed25519', kid: 'ed' }, claims, privateKey(edKey.privateJwk), null)],
  ['RS256 signed with the secret', forge({ alg: 'RS256', kid: 'rs' }, claims)],
  ['RS256 signed with the secret, its kid that of an oct key', forge({ alg: 'RS256', kid: 'oct' }, claims)],
  ['RS384', await longHashKey.sign(claims)],
  ['ES384', await longCurveKey.sign(claims)],
  ['RS256 with a key for PS256', await psKey.sign(claims, { kid: 'rs' })],
  ['an EdDSA token with the key id of an ES256 key', await edKey.sign(claims, { kid: 'es' })],

  // Signature
  ['another secret', forge(hs256, claims, `${testSecret}!`)],
  ...['', 'secret', 'changeme', 'password', 'your-256-bit-secret', 'better-auth-secret-12345678901234567890'].map(
    (secret): Case => [`the secret ${JSON.stringify(secret)}`, forge(hs256, claims, secret)],
  ),
  ...[1, 32, 64].map((length): Case => [`a secret of ${length} NULs`, forge(hs256, claims, Buffer.alloc(length))]),
  ['the secret and a line break', forge(hs256, claims, `${testSecret}\n`)],
  ['the secret in base64', forge(hs256, claims, encode(testSecret))],
  ['no signature', `${goodHeader}.${goodClaims}.`],
  ['half a signature', good.slice(0, -20)],
  ['other claims under the signature', `${goodHeader}.${encode({ ...claims, sub: 'bob' })}.${goodSignature}`],
  ['another header over the signature', `${encode({ ...hs256, kid: 'x' })}.${goodClaims}.${goodSignature}`],
  ['EdDSA by a stranger with a known key id', await strangeKey.sign(claims)],
  ['EdDSA with a cut signature', goodEdDsa.slice(0, -10)],

  // Key
  ['an unknown key id', await edKey.sign(claims, { kid: 'unknown' })],
  ...[7, null, true, ['ed'], { ed: 1 }].flatMap((kid): Case[] => [
    [`key id ${JSON.stringify(kid)}`, forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(edKey.privateJwk), null)],
    [`key id ${JSON.stringify(kid)}, HS256`, forge({ ...hs256, kid }, claims)],
  ]),
  ...[
    '',
    'ED',
    'ed ',
    'ed\0',
    'ed/../ed',
    '../../../../../../dev/null',
    '/proc/sys/kernel/randomize_va_space',
    "' OR '1'='1",
    "x' UNION SELECT 'secret' --",
    '| sleep 10',
    '$(id)',
    '__proto__',
    'constructor',
    'toString',
    elsewhere.url,
    'k'.repeat(5_000),
  ].flatMap((kid): Case[] => [
    [
      `a known key, its id ${JSON.stringify(kid.slice(0, 60))}`,
      forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(edKey.privateJwk), null),
    ],
    [
      `a stranger's key, its id ${JSON.stringify(kid.slice(0, 60))}`,
      forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(strangeKey.privateJwk), null),
    ],
    [`HS256 with nothing, key id ${JSON.stringify(kid.slice(0, 60))}`, forge({ ...hs256, kid }, claims, '')],
    [`HS256 with the key id ${JSON.stringify(kid.slice(0, 60))}`, forge({ ...hs256, kid }, claims, kid)],
  ]),
  ['HS256 with what such a key id selects', forge({ ...hs256, kid: "x' UNION SELECT 'secret' --" }, claims, 'secret')],
  ['no key id, where several keys fit', await edKey.sign(claims, {})],
  ['a key id that two keys have', await twiceKeys[0].sign(claims)],
  ['a key for encryption', await encryptionKey.sign(claims)],
  ['a key for wrapping', await wrapKey.sign(claims)],
  ['a published private key', await publishedPrivateKey.sign(claims)],
  ['an RSA key of 1024 bits', forgeWithKey({ alg: 'RS256', kid: 'short' }, claims, shortKey.privateKey, 'sha256')],
  ...(
    [
      ['jwk', strangeKey.jwk],
      ['jwk', { ...strangeKey.jwk, kid: undefined }],
      ['jku', elsewhere.url],
      ['x5u', elsewhere.url],
      ['x5c', [publicKey(strangeKey.jwk).export({ type: 'spki', format: 'der' }).toString('base64')]],
      ['x5t', 'abc'],
      ['x5t#S256', 'abc'],
      ['iss', elsewhere.url],
    ] as const
  ).flatMap(([name, value]): Case[] =>
    [{ kid: 'ed' }, { kid: 'elsewhere' }, {}].map((keyId): Case => [
      `${name} in a header with ${JSON.stringify(keyId)}`,
      forgeWithKey({ alg: 'EdDSA', ...keyId, [name]: value }, claims, privateKey(strangeKey.privateJwk), null),
    ]),
  ),
  ['a secret in the token', forge({ ...hs256, jwk: { kty: 'oct', k: encode('secret') } }, claims, 'secret')],

  // Header
  ['typ of a session cache', await edKey.sign(claims, { kid: 'ed', typ: 'better-auth.session-cache+jwt' })],
  ['typ of a session cache, HS256', forge({ ...hs256, typ: 'better-auth.session-cache+jwt' }, claims)],
  ['typ of a logout token', await edKey.sign(claims, { kid: 'ed', typ: 'logout+jwt' })],
  ['typ JOSE', forge({ ...hs256, typ: 'JOSE' }, claims)],
  ['typ empty', forge({ ...hs256, typ: '' }, claims)],
  ['typ null', forge({ ...hs256, typ: null }, claims)],
  ['typ a list', forge({ ...hs256, typ: ['JWT'] }, claims)],
  ['typ JWT and a line break', forge({ ...hs256, typ: 'JWT\n' }, claims)],
  ['crit', forge({ ...hs256, crit: ['exp'], exp: 1 }, claims)],
  ['crit empty', forge({ ...hs256, crit: [] }, claims)],
  ['crit null', forge({ ...hs256, crit: null }, claims)],
  ['crit false', forge({ ...hs256, crit: false }, claims)],
  ['crit of another', forge({ ...hs256, crit: ['x'], x: 1 }, claims)],
  ['an unencoded payload', forge({ ...hs256, b64: false, crit: ['b64'] }, claims)],
  ['an unencoded payload indeed', forgeText(`${encode({ ...hs256, b64: false, crit: ['b64'] })}.alice`)],
  ['a header that is a list', forge([hs256], claims)],
  ['a header that is null', forge(null, claims)],
  ['a header that is a text', forge('"HS256"', claims)],
  ['a header that is no JSON', forge('{"alg":"HS256"', claims)],
  ['a header with something behind', forge('{"alg":"HS256"}{}', claims)],
  ['a header with a byte order mark', forge('\ufeff{"alg":"HS256"}', claims)],
  ['a header that is not UTF-8', forge(Buffer.from('{"alg":"HS256","kid":"\xff"}', 'latin1'), claims)],
  ['a header that inherits', forge('{"__proto__":{"alg":"HS256"}}', claims)],
  ['alg none, then HS256', forge('{"alg":"none","alg":"HS256"}', claims)],
  ['alg HS256, then none', forge('{"alg":"HS256","alg":"none"}', claims)],
  ['alg HS256 twice', forge('{"alg":"HS256","alg":"HS256"}', claims)],
  ['alg twice, once with an escape', forge('{"\\u0061lg":"none","alg":"HS256"}', claims)],
  ['alg twice, with white space', forge('{ "alg" : "none" , "alg" : "HS256" }', claims)],
  ['alg twice, among texts that look like it', forge('{"x":"\\":","alg":"none","y":",","alg":"HS256"}', claims)],
  ['a member twice, deeper', forge('{"alg":"HS256","jwk":{"kty":"oct","kty":"OKP"}}', claims)],

  // Form
  ['one segment', goodClaims],
  ['two segments', `${goodHeader}.${goodClaims}`],
  ['four segments', `${good}.${goodSignature}`],
  ['five segments', `${good}.${goodSignature}.${goodSignature}`],
  ['an empty segment in front', `.${good}`],
  ['a dot behind', `${good}.`],
  ['dots alone', '..'],
  ['an encrypted token', encrypted],
  ['an encrypted token, signed', forge({ ...hs256, cty: 'JWT' }, encrypted)],
  ['JSON form', JSON.stringify({ protected: goodHeader, payload: goodClaims, signature: goodSignature })],
  ['JSON form, encoded', encode({ protected: goodHeader, payload: goodClaims, signature: goodSignature })],
  [
    'base64 in place of base64url',
    forgeText(
      `${goodHeader}.${Buffer.from(JSON.stringify({ ...claims, name: '~~~???' })).toString('base64')}`.replaceAll(
        '=',
        '',
      ),
    ),
  ],
  ...respellings(goodSignature).map((text): Case => [
    `the signature as …${text.at(-1)}`,
    `${goodHeader}.${goodClaims}.${text}`,
  ]),
  ...respellings(goodEdDsa).map((text): Case => [`the EdDSA signature as …${text.at(-1)}`, text]),
  ...respellings(paddedHeader).map((text): Case => [
    `the header as …${text.at(-1)}`,
    forgeText(`${text}.${goodClaims}`),
  ]),
  ...respellings(encode(JSON.stringify(claims).padEnd(202))).map((text): Case => [
    `the claims as …${text.at(-1)}`,
    forgeText(`${goodHeader}.${text}`),
  ]),
  ['a header with a character too many', forgeText(`${encode('{"alg":"HS256"}')}A.${goodClaims}`)],
  ['a padded signature', `${good}=`],
  ['a padded header', forgeText(`${paddedHeader}==.${goodClaims}`)],
  [
    'a padded payload',
    forgeText(`${goodHeader}.${Buffer.from(JSON.stringify(claims).padEnd(202)).toString('base64')}`),
  ],
  ...[' ', '\n', '\r\n', '\t', '\0', '%', 'é'].flatMap((text): Case[] => [
    [
      `${JSON.stringify(text)} in the header`,
      forgeText(`${goodHeader.slice(0, 4)}${text}${goodHeader.slice(4)}.${goodClaims}`),
    ],
    [
      `${JSON.stringify(text)} in the payload`,
      forgeText(`${goodHeader}.${goodClaims.slice(0, 4)}${text}${goodClaims.slice(4)}`),
    ],
    [`${JSON.stringify(text)} in the signature`, `${good.slice(0, -4)}${text}${good.slice(-4)}`],
    [`${JSON.stringify(text)} behind`, `${good}${text}`],
  ]),

  // Time
  ['expired', forge(hs256, { ...claims, exp: inSeconds(-31) })],
  ['expired, EdDSA', await edKey.sign({ ...claims, exp: inSeconds(-31) })],
  ['no expiry', forge(hs256, without('exp'))],
  ['no expiry, EdDSA', await edKey.sign({ sub: 'alice', iss: issuer, aud: audience })],
  ...(['exp', 'nbf', 'iat'] as const).flatMap((name) => {
    const value = inSeconds(name === 'exp' ? 60 : -60);
    return [null, true, 'now', '', String(value), new Date(1000 * value), [value], { value }].map((wrong): Case => [
      `${name} ${JSON.stringify(wrong)}`,
      forge(hs256, { ...claims, [name]: wrong }),
    ]);
  }),
  ['an infinite expiry', forge(hs256, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999'))],
  ['valid since ever', forge(hs256, `{"nbf":-1e999,${JSON.stringify(claims).slice(1)}`)],
  ['issued never', forge(hs256, `{"iat":1e999,${JSON.stringify(claims).slice(1)}`)],
  ['an expiry that is inherited', forge(hs256, { ...without('exp'), ['__proto__']: { exp: claims.exp } })],
  ['expiry beyond any date, in the past', forge(hs256, { ...claims, exp: -1e20 })],
  ['not valid yet', forge(hs256, { ...claims, nbf: inSeconds(40) })],
  ['not valid yet, EdDSA', await edKey.sign({ ...claims, nbf: inSeconds(40) })],
  ['not valid before any date', forge(hs256, { ...claims, nbf: 1e20 })],

  // User
  ['userId', forge(hs256, { ...without('sub'), userId: 'alice' })],
  ['email', forge(hs256, { ...without('sub'), email: 'alice@example.com' })],
  [
    'userId and email, EdDSA',
    forgeWithKey(
      { alg: 'EdDSA', kid: 'ed' },
      { ...without('sub'), userId: 'alice', email: 'a@b.c' },
      privateKey(edKey.privateJwk),
      null,
    ),
  ],

  // Issuer and audience of asymmetric tokens
  ['another issuer', await edKey.sign({ ...claims, iss: 'https://evil.example.com' })],
  ['the issuer with a slash', await edKey.sign({ ...claims, iss: `${issuer}/` })],
  ['the issuer in a longer one', await edKey.sign({ ...claims, iss: `${issuer}.evil.example.com` })],
  ['no issuer', await edKey.sign({ sub: 'alice', aud: audience, exp: claims.exp })],
  ['another audience', await edKey.sign({ ...claims, aud: 'https://other.example.com' })],
  ['the audience of a session cache', await edKey.sign({ ...claims, aud: 'better-auth:session-cache' })],
  ['other audiences', await edKey.sign({ ...claims, aud: ['https://other.example.com'] })],
  ['no audiences', await edKey.sign({ ...claims, aud: [] })],
  ['no audience', await edKey.sign({ sub: 'alice', iss: issuer, exp: claims.exp })],
];

t.test('accepted with both modes configured', async (t) => {
  for (const [name, token] of accepted) {
    t.same(await both.authenticate(bearer(token)), { userId: 'alice', email: null }, name);
    t.same(await both.authenticate(bearer(token)), { userId: 'alice', email: null }, `${name}, again`);
  }
});

t.test('refused with both modes configured', async (t) => {
  for (const [name, token] of refusals) {
    const authenticate = (): unknown => both.authenticate(bearer(token));
    t.same([await refusalOf(authenticate), await refusalOf(authenticate)], [refused, refused], name);
  }
  // What was asked for without waiting arrives before this does.
  await fetch(elsewhere.url);
  t.equal(elsewhere.requests, 1, 'nothing but this is fetched from where a token points to');
  t.equal(server.requests, 1, 'and the JWKS once');
});

t.test('every refusal is the same answer to the client', async (t) => {
  const app = await startServerWithoutDatabase(t, { securityHandlers: { bearerAuth: both.authenticate } });
  const url = '/api/alice/tasks';
  const answerTo = async (headers: Readonly<Record<string, string>>, query = ''): Promise<unknown> => {
    const response = await app.request({ url: `${url}${query}`, headers });
    const { request_id: _id, ...body }: Record<string, unknown> = response.json();
    return { ...body, mediaType: response.headers['content-type'], challenge: response.headers['www-authenticate'] };
  };
  const response = await app.request({ url });
  matchProblem(t, response, 401, '/problems/invalid-token');
  const withoutToken = await answerTo({});
  t.match(withoutToken, { status: 401, detail: 'Invalid or expired token', challenge: 'Bearer realm="tasks-api"' });
  const withToken = Object.assign({}, withoutToken, { challenge: 'Bearer realm="tasks-api", error="invalid_token"' });
  for (const [name, token] of refusals) {
    t.strictSame(await answerTo({ authorization: `Bearer ${token}` }), withToken, name);
  }
  const elsewhereInRequest: readonly (readonly [string, Readonly<Record<string, string>>, string?])[] = [
    ['a token in the query', {}, `?access_token=${good}`],
    ['a token in a cookie', { cookie: `token=${good}; better-auth.session_token=${good}` }],
    ['a token in another header', { 'x-authorization': `Bearer ${good}`, 'proxy-authorization': `Bearer ${good}` }],
  ];
  for (const [name, headers, query] of elsewhereInRequest) {
    t.strictSame(await answerTo(headers, query), withoutToken, name);
  }
});

t.test('a mode that is not configured', async (t) => {
  t.same(await refusalOf(() => withoutSecret.authenticate(bearer(good))), refused, 'HS256');
  t.same(await refusalOf(() => withoutJwks.authenticate(bearer(goodEdDsa))), refused, 'EdDSA');
  const neither = authenticator({ secrets: [] });
  t.same(await refusalOf(() => neither.authenticate(bearer(good))), refused, 'neither');
});

t.test('issuer and audience of HS256 tokens, where they are configured', async (t) => {
  t.same(checked.authenticate(bearer(good)), { userId: 'alice', email: null });
  const cases: readonly (readonly [string, object])[] = [
    ['another issuer', { ...claims, iss: 'https://evil.example.com' }],
    ['no issuer', without('iss')],
    ['issuer null', { ...claims, iss: null }],
    ['a list of issuers', { ...claims, iss: [issuer] }],
    ['another audience', { ...claims, aud: 'https://other.example.com' }],
    ['no audience', without('aud')],
    ['audience null', { ...claims, aud: null }],
  ];
  for (const [name, changed] of cases) {
    t.same(await refusalOf(() => checked.authenticate(bearer(forge(hs256, changed)))), refused, name);
  }
});

t.test('a key without alg serves every algorithm of its type, and no other', async (t) => {
  const { jwk, privateJwk } = await createSigningKey('RS256', 'any');
  const { alg: _alg, ...published } = jwk;
  server.serve([published]);
  const { authenticate } = authenticator({ jwks: { url: server.url, issuer, audience } });
  const key = privateKey(privateJwk);
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
  const rs256 = forgeWithKey({ alg: 'RS256', kid: 'any' }, claims, key, 'sha256');
  const ps256 = forgeWithKey({ alg: 'PS256', kid: 'any' }, claims, pss, 'sha256');
  t.same(await authenticate(bearer(rs256)), { userId: 'alice', email: null });
  t.same(await authenticate(bearer(ps256)), { userId: 'alice', email: null });
  const confused = forge({ alg: 'ES256', kid: 'any' }, claims, publicPem(jwk));
  t.same(await refusalOf(() => authenticate(bearer(confused))), refused);
});

t.test('a token is accepted until it expires, and not from memory after that', async (t) => {
  const { authenticate } = authenticator();
  const expiry = Date.now() / 1000 - 29;
  const token = forge(hs256, { ...claims, exp: expiry });
  t.same(authenticate(bearer(token)), { userId: 'alice', email: null });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  t.same(await refusalOf(() => authenticate(bearer(token))), refused);
});
