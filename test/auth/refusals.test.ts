import { constants } from 'node:crypto';
import t from 'tap';
import { createSigningKey, startJwksServer } from '../support/jwks-server.ts';
import { matchProblem } from '../support/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import { algorithmAttacks } from './attacks/algorithm.ts';
import { claimAttacks } from './attacks/claims.ts';
import { formAttacks } from './attacks/form.ts';
import { headerAttacks } from './attacks/header.ts';
import { keyAttacks } from './attacks/key-selection.ts';
import {
  audience,
  claims,
  edKey,
  esKey,
  good,
  goodEdDsa,
  hs256,
  issuer,
  privateKey,
  psKey,
  publicPem,
  published,
  rsKey,
  strangeKey,
  type Case,
  without,
} from './attacks/fixtures.ts';
import { signatureAttacks } from './attacks/signature.ts';
import { authenticator, bearer, forge, forgeWithKey, inSeconds, refusalOf, refused } from './requests.ts';

const server = await startJwksServer(published);
t.teardown(() => server.stop());
/** Tokens point here. It serves the key that they are signed with, so a server that follows them would accept them. */
const elsewhere = await startJwksServer([strangeKey.jwk]);
t.teardown(() => elsewhere.stop());

/** Longer than any test. */
const cooldown = 60_000;
const both = authenticator({ jwks: { url: server.url, issuer, audience, times: { cooldown } } });
const checked = authenticator({ issuer, audience });
const withoutSecret = authenticator({ secrets: [], jwks: { url: server.url, issuer, audience } });
const withoutJwks = authenticator();

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

const refusals: readonly Case[] = [
  ...algorithmAttacks,
  ...signatureAttacks,
  ...(await keyAttacks(elsewhere.url)),
  ...headerAttacks,
  ...formAttacks,
  ...claimAttacks,
];

t.test('accepts good tokens with both modes configured', async (t) => {
  for (const [name, token] of accepted) {
    t.same(await both.authenticate(bearer(token)), { userId: 'alice', email: null }, name);
    t.same(await both.authenticate(bearer(token)), { userId: 'alice', email: null }, `${name}, again`);
  }
});

t.test('refuses every attack with both modes configured', async (t) => {
  for (const [name, token] of refusals) {
    const authenticate = (): unknown => both.authenticate(bearer(token));
    t.same([await refusalOf(authenticate), await refusalOf(authenticate)], [refused, refused], name);
  }
  // A fetch that was started in the background arrives before this one.
  await fetch(elsewhere.url);
  t.equal(elsewhere.requests, 1, 'nothing else was fetched from the URLs in tokens');
  t.equal(server.requests, 1, 'the JWKS was fetched once');
});

t.test('answers every refusal alike', async (t) => {
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

t.test('refuses tokens of a mode that is not configured', async (t) => {
  t.same(await refusalOf(() => withoutSecret.authenticate(bearer(good))), refused, 'HS256');
  t.same(await refusalOf(() => withoutJwks.authenticate(bearer(goodEdDsa))), refused, 'EdDSA');
  const neither = authenticator({ secrets: [] });
  t.same(await refusalOf(() => neither.authenticate(bearer(good))), refused, 'neither');
});

t.test('checks issuer and audience of HS256 tokens if they are configured', async (t) => {
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

t.test('a key without alg verifies every algorithm of its type, and no other', async (t) => {
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

t.test('refuses a remembered token after it expires', async (t) => {
  const { authenticate } = authenticator();
  const expiry = Date.now() / 1000 - 29;
  const token = forge(hs256, { ...claims, exp: expiry });
  t.same(authenticate(bearer(token)), { userId: 'alice', email: null });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  t.same(await refusalOf(() => authenticate(bearer(token))), refused);
});
