/** Why a token was refused: what the log tells the operator, and the problem a developer. */
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import t, { type Test } from 'tap';
import type { AuthenticatorOptions } from '../../src/auth/authenticator.ts';
import { refusalReasons } from '../../src/auth/refusal-reasons.ts';
import { startBetterAuth } from '../support/better-auth.ts';
import { startJwksServer } from '../support/jwks-server.ts';
import { startServerWithoutDatabase } from '../support/server.ts';
import { good, goodEdDsa, hs256, published } from './attacks/fixtures.ts';
import { bearer, claims, explained, opaque, origin, signed, type Headers, type Json } from './explained-refusals.ts';
import { authenticator, forge } from './requests.ts';

const jwks = await startJwksServer(published);
t.teardown(() => jwks.stop());
const expected = { issuer: origin, audience: origin };
const both = { ...expected, jwks: { ...expected, url: jwks.url } };

/** Starts a server that listens, and a client that sends headers as they are. */
async function start(t: Test, options: Partial<AuthenticatorOptions>, explainsToClients = false) {
  const { authenticate, explain } = authenticator(options);
  const server = await startServerWithoutDatabase(t, {
    securityHandlers: { bearerAuth: authenticate },
    explainRefusal: explain,
    explainsToClients,
  });
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (headers: Headers, query = ''): Promise<Json> => {
    const response = await new Promise<AsyncIterable<Buffer>>((resolve, reject) =>
      httpRequest(`${address}/api/walter/tasks${query}`, { headers, agent: false }, resolve).on('error', reject).end(),
    );
    const answer = JSON.parse(await text(response)) as Json;
    return answer;
  };
  const told = (): Json[] =>
    server.log
      .map((line) => JSON.parse(line) as Json)
      .filter(({ level, reason }) => level === 30 && reason !== undefined);
  return { ask, told };
}

t.test('the log tells every reason at the default level, and the problem tells it in development only', async (t) => {
  const production = await start(t, both);
  const development = await start(t, both, true);
  for (const [name, headers, reason, facts, detail, query] of explained) {
    await t.test(name, async (t) => {
      const seen = production.told().length;
      const toStranger = await production.ask(headers, query);
      t.match(toStranger, { status: 401, detail: 'Invalid or expired token' });
      const told = production.told().slice(seen);
      t.match(told, [{ reason, reqId: toStranger['request_id'], ...facts }]);
      t.equal(told.length, 1);
      const toDeveloper = await development.ask(headers, query);
      t.match(toDeveloper, { status: 401, title: 'Unauthorized', detail });
      t.strictSame(Object.keys(toDeveloper), Object.keys(toStranger));
    });
  }
  const log = JSON.stringify([production.told(), development.told()]);
  const secrets = [
    'walter',
    'hunter2',
    opaque,
    'dXNlcjpwYXNz',
    ...[good, goodEdDsa].flatMap((token) => token.split('.')),
  ];
  for (const secret of secrets) t.notOk(log.includes(secret), secret);
});

t.test('explains tokens of a mode that is not configured', async (t) => {
  const withoutSecret = await start(t, { ...both, secrets: [] }, true);
  t.match(await withoutSecret.ask(signed({})), {
    detail: /Set BETTER_AUTH_SECRET.*Expected: algorithms EdDSA .*HS256/,
  });
  const withoutJwks = await start(t, expected, true);
  t.match(await withoutJwks.ask(bearer(goodEdDsa)), { detail: /set JWKS_URL.*Expected: algorithms HS256\. .*EdDSA/ });
  const reasons = [...withoutSecret.told(), ...withoutJwks.told()].map(({ reason }) => reason);
  t.strictSame(reasons, ['no-secret', 'no-jwks']);
  const tested = new Set([...reasons, ...explained.map(([, , reason]) => reason)]);
  t.strictSame([...tested].sort(), Object.keys(refusalReasons).sort(), 'every reason is tested');
});

t.test('recognises what Better Auth issues beside JWTs', async (t) => {
  const betterAuth = await startBetterAuth({ mode: 'jwt', bearer: true, sessionCache: 'jwt' });
  t.teardown(() => betterAuth.close());
  const { opaqueTokens, cookies } = await betterAuth.signUp('alice@example.com');
  const { origin: issuer, jwksUrl, mailed } = betterAuth;
  const { ask, told } = await start(t, { jwks: { url: jwksUrl, issuer, audience: issuer } }, true);
  for (const token of opaqueTokens) t.match(await ask(bearer(token)), { detail: /session token; send the JWT/ });
  const session = cookies['better-auth.session_token'] ?? '';
  t.match(await ask(bearer(session)), { detail: /session token; send the JWT/ });
  t.match(await ask(bearer(decodeURIComponent(session))), { detail: /session token; send the JWT/ });
  t.match(await ask({ cookie: `better-auth.session_token=${session}` }), { detail: /a cookie/ });
  t.match(await ask(bearer(mailed[0] ?? '')), { detail: /No user: user_id or sub/ });
  t.notMatch(JSON.stringify(told()), 'alice');
  t.equal(told().length, opaqueTokens.length + 4);
});

t.test('shows nothing of a token that could harm a log, a terminal or a problem', async (t) => {
  const { ask, told } = await start(t, both, true);
  const odd = '\u001b[2J\r\n{"level":60}\u202e\u2028\ud800é';
  const texts = [
    odd,
    `${'𝛼'.repeat(99)}𝛼𝛼`,
    'x'.repeat(1500),
    '',
    7,
    null,
    { a: [] },
    [odd, 7, {}, [], 'y'.repeat(1000)],
  ];
  for (const [index, value] of texts.entries()) {
    const changed = index % 2 === 0 ? { iss: value } : { aud: value };
    t.match(await ask(signed(changed)), { status: 401, detail: /^[^\p{C}\p{Zl}\p{Zp}]{1,1000}$/u });
    const other = forge({ alg: value, kid: value, typ: value }, claims);
    t.match(await ask(bearer(other)), { status: 401 });
  }
  t.ok(told().length >= texts.length);
  for (const line of told()) {
    const shown = JSON.stringify([line['expected'], line['came'], line['msg']]);
    t.ok(shown.length < 2000);
    t.notMatch(shown, /[\p{C}\p{Zl}\p{Zp}]|\\u/u);
  }
});

t.test('a flood of refused tokens writes a few lines for each reason', async (t) => {
  const { ask, told } = await start(t, both);
  for (let count = 0; count < 40; count += 1) {
    await ask(bearer(forge(hs256, claims, 'another secret of 32 bytes and more')));
    await ask({});
  }
  await ask(bearer('undefined'));
  const reasons = told().map(({ reason }) => reason);
  t.equal(reasons.filter((reason) => reason === 'wrong-signature').length, 5);
  t.equal(reasons.filter((reason) => reason === 'no-token').length, 5);
  t.equal(reasons.at(-1), 'not-a-value', 'one reason does not hide another');
});
