import { constants, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import t from 'tap';
import { testSecret } from '../support/better-auth.ts';
import { createSigningKey, startJwksServer } from '../support/jwks-server.ts';
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

const both = authenticator({ jwks: { url: server.url, issuer, audience } });
const checked = authenticator({ issuer, audience });
const withoutSecret = authenticator({ secrets: [], jwks: { url: server.url, issuer, audience } });
const withoutJwks = authenticator();

const publicPem = (jwk: JWK): string =>
  createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString();
const privateKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' });
const good = forge(hs256, claims);
const goodEdDsa = await edKey.sign(claims);
const [goodHeader, goodClaims, goodSignature] = good.split('.');

const accepted: readonly (readonly [string, string])[] = [
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
  ['expired within the tolerance', forge(hs256, { ...claims, exp: inSeconds(-20) })],
  ['valid soon, within the tolerance', forge(hs256, { ...claims, nbf: inSeconds(20) })],
  ['an expiry with a fraction', forge(hs256, { ...claims, exp: Date.now() / 1000 + 60 })],
];

const refusals: readonly (readonly [string, string])[] = [
  // Algorithm
  ['alg none, unsigned', `${encode({ alg: 'none' })}.${encode(claims)}.`],
  ['alg None, unsigned', `${encode({ alg: 'None' })}.${encode(claims)}.`],
  ['alg none, signed', forge({ alg: 'none' }, claims)],
  ['no alg', forge({}, claims)],
  ['alg null', forge({ alg: null }, claims)],
  ['alg a list', forge({ alg: ['HS256'] }, claims)],
  ['alg hs256', forge({ alg: 'hs256' }, claims)],
  ['HS384 with the secret', forge({ alg: 'HS384' }, claims, testSecret, 'sha384')],
  ['HS512 with the secret', forge({ alg: 'HS512' }, claims, testSecret, 'sha512')],
  ['HS256 by SHA-512', forge(hs256, claims, testSecret, 'sha512')],
  ['HS256 with a public key as PEM', forge(hs256, claims, publicPem(edKey.jwk))],
  ['HS256 with a public key as PEM, trimmed', forge(hs256, claims, publicPem(rsKey.jwk).trim())],
  ['HS256 with a public key as JWK', forge(hs256, claims, JSON.stringify(edKey.jwk))],
  ['HS256 with a public key as bytes', forge(hs256, claims, Buffer.from(edKey.jwk.x ?? '', 'base64url'))],
  ['HS256 with a public key id', forge({ ...hs256, kid: 'ed' }, claims, publicPem(edKey.jwk))],
  ['EdDSA signed with the secret', forge({ alg: 'EdDSA', kid: 'ed' }, claims)],
  ['RS256 signed with the secret', forge({ alg: 'RS256', kid: 'rs' }, claims)],
  ['RS256 signed with the secret, its kid that of an oct key', forge({ alg: 'RS256', kid: 'oct' }, claims)],
  ['RS384', await longHashKey.sign(claims)],
  ['ES384', await longCurveKey.sign(claims)],
  ['RS256 with a key for PS256', await psKey.sign(claims, { kid: 'rs' })],
  ['an EdDSA token with the key id of an ES256 key', await edKey.sign(claims, { kid: 'es' })],

  // Signature
  ['another secret', forge(hs256, claims, `${testSecret}!`)],
  ['an empty secret', forge(hs256, claims, '')],
  ['no signature', `${goodHeader}.${goodClaims}.`],
  ['half a signature', good.slice(0, -20)],
  ['other claims under the signature', `${goodHeader}.${encode({ ...claims, sub: 'bob' })}.${goodSignature}`],
  ['another header over the signature', `${encode({ ...hs256, kid: 'x' })}.${goodClaims}.${goodSignature}`],
  ['EdDSA by a stranger with a known key id', await strangeKey.sign(claims)],
  ['EdDSA with a cut signature', goodEdDsa.slice(0, -10)],

  // Key
  ['an unknown key id', await edKey.sign(claims, { kid: 'unknown' })],
  ['a key id that is no string', forgeWithKey({ alg: 'EdDSA', kid: 7 }, claims, privateKey(edKey.privateJwk), null)],
  ['an empty key id', await edKey.sign(claims, { kid: '' })],
  ['no key id, where several keys fit', await edKey.sign(claims, {})],
  ['a key id that two keys have', await twiceKeys[0].sign(claims)],
  ['a key for encryption', await encryptionKey.sign(claims)],
  ['a key for wrapping', await wrapKey.sign(claims)],
  ['a published private key', await publishedPrivateKey.sign(claims)],
  ['an RSA key of 1024 bits', forgeWithKey({ alg: 'RS256', kid: 'short' }, claims, shortKey.privateKey, 'sha256')],
  ['a key in the token', await strangeKey.sign(claims, { kid: 'ed', jwk: strangeKey.jwk })],
  ['a key set in the token', await strangeKey.sign(claims, { kid: 'elsewhere', jku: server.url })],

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
  ['an unencoded payload', forge({ ...hs256, b64: false, crit: ['b64'] }, claims)],
  ['a header that is a list', forge([hs256], claims)],
  ['a header that is null', forge(null, claims)],
  ['a header that is no JSON', forge('{"alg":"HS256"', claims)],

  // Form
  ['one segment', goodClaims ?? ''],
  ['two segments', `${goodHeader}.${goodClaims}`],
  ['four segments', `${good}.${goodSignature}`],
  ['five segments', `${good}.${goodSignature}.${goodSignature}`],
  ['dots alone', '..'],
  [
    'base64 in place of base64url',
    forgeText(
      `${goodHeader}.${Buffer.from(JSON.stringify({ ...claims, name: '~~~???' })).toString('base64')}`.replaceAll(
        '=',
        '',
      ),
    ),
  ],
  ['padding', `${good}=`],

  // Time
  ['expired', forge(hs256, { ...claims, exp: inSeconds(-31) })],
  ['expired, EdDSA', await edKey.sign({ ...claims, exp: inSeconds(-31) })],
  ['no expiry', forge(hs256, without('exp'))],
  ['no expiry, EdDSA', await edKey.sign({ sub: 'alice', iss: issuer, aud: audience })],
  ['expiry null', forge(hs256, { ...claims, exp: null })],
  ['expiry a string', forge(hs256, { ...claims, exp: String(inSeconds(60)) })],
  ['expiry a list', forge(hs256, { ...claims, exp: [inSeconds(60)] })],
  ['expiry beyond any date, in the past', forge(hs256, { ...claims, exp: -1e20 })],
  ['not valid yet', forge(hs256, { ...claims, nbf: inSeconds(40) })],
  ['not valid before a text', forge(hs256, { ...claims, nbf: 'now' })],
  ['not valid before any date', forge(hs256, { ...claims, nbf: 1e20 })],

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
    t.same(await refusalOf(() => both.authenticate(bearer(token))), refused, name);
    t.same(await refusalOf(() => both.authenticate(bearer(token))), refused, `${name}, again`);
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
