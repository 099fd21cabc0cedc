import { decodeProtectedHeader } from 'jose';
import t, { type Test } from 'tap';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import type { KeySetTimes } from '../../src/auth/key-set-source.ts';
import { startBetterAuth, testSecret, type BetterAuth, type BetterAuthSetup } from '../support/better-auth.ts';
import { authenticator, bearer, refusalOf, refused } from './requests.ts';

async function start(t: Test, setup: BetterAuthSetup): Promise<BetterAuth> {
  const betterAuth = await startBetterAuth(setup);
  t.teardown(() => betterAuth.close());
  return betterAuth;
}

/** Trusts the keys and the secret of this Better Auth, so that no token is refused because a mode is not configured. */
function authenticatorFor({ origin, jwksUrl }: BetterAuth, times: Partial<KeySetTimes> = {}): Authenticator {
  return authenticator({ jwks: { url: jwksUrl, issuer: origin, audience: origin, times } });
}

/** Every way in which Better Auth issues tokens, with their algorithm. */
const setups: readonly (readonly [BetterAuthSetup, string])[] = [
  [{ mode: 'jwt' }, 'EdDSA'],
  [{ mode: 'jwt-user-id' }, 'EdDSA'],
  [{ mode: 'jwt-algorithm', algorithm: 'ES256' }, 'ES256'],
  [{ mode: 'jwt-algorithm', algorithm: 'RS256' }, 'RS256'],
  [{ mode: 'jwt-algorithm', algorithm: 'PS256' }, 'PS256'],
  [{ mode: 'jwt-rotation' }, 'EdDSA'],
  [{ mode: 'shared-secret' }, 'HS256'],
  [{ mode: 'shared-secret-endpoint' }, 'HS256'],
];

for (const [setup, algorithm] of setups) {
  t.test(`${setup.mode}, ${algorithm}: accepts the tokens of users who signed up`, async (t) => {
    const betterAuth = await start(t, setup);
    const { authenticate } = authenticatorFor(betterAuth);
    for (const email of ['alice@example.com', 'bob@example.com']) {
      const { userId, token, tokenInHeader } = await betterAuth.signUp(email);
      t.equal(decodeProtectedHeader(token).alg, algorithm);
      t.same(await authenticate(bearer(token)), { userId, email });
      t.same(await authenticate(bearer(token)), { userId, email }, 'again');
      const inHeader = await tokenInHeader();
      if (setup.mode === 'shared-secret-endpoint') {
        t.equal(inHeader, null, 'no set-auth-jwt without the plugin');
      } else {
        t.same(await authenticate(bearer(inHeader ?? '')), { userId, email }, 'set-auth-jwt');
      }
    }
  });
}

t.test('accepts a replaced key in its grace period, and no longer', async (t) => {
  const day = 24 * 60 * 60;
  const betterAuth = await start(t, { mode: 'jwt-rotation' });
  const { authenticate } = authenticatorFor(betterAuth, { freshFor: 0, cooldown: 0 });
  const email = 'alice@example.com';
  const { userId, token, newToken } = await betterAuth.signUp(email);
  const key = (of: string): string | undefined => decodeProtectedHeader(of).kid;
  t.same(await authenticate(bearer(token)), { userId, email });

  betterAuth.ageKeys(30 * day - 60);
  t.equal(key(await newToken()), key(token), 'the same key for 30 days');
  betterAuth.ageKeys(61);
  const replacement = await newToken();
  t.not(key(replacement), key(token), 'and then another');
  t.same(await authenticate(bearer(replacement)), { userId, email });
  t.same(await authenticate(bearer(token)), { userId, email }, 'in the grace period');

  betterAuth.ageKeys(day - 60);
  t.same(await authenticate(bearer(token)), { userId, email }, 'at its end');
  betterAuth.ageKeys(60);
  t.same(await refusalOf(() => authenticate(bearer(token))), refused, 'after it');
  t.same(await authenticate(bearer(replacement)), { userId, email });
});

t.test('refuses everything else that Better Auth signs or encrypts with the same secret and keys', async (t) => {
  const others: readonly (readonly [string, BetterAuthSetup])[] = [
    ['JWKS', { mode: 'jwt', bearer: true }],
    ['JWKS with user_id', { mode: 'jwt-user-id', bearer: true }],
    ['shared secret', { mode: 'shared-secret', bearer: true }],
    ['shared secret, own endpoint', { mode: 'shared-secret-endpoint', bearer: true }],
    ['JWKS, signed session cache', { mode: 'jwt', sessionCache: 'jwks' }],
    ...(['compact', 'jwt', 'jwe'] as const).flatMap((sessionCache): (readonly [string, BetterAuthSetup])[] => [
      [`JWKS, session cache ${sessionCache}`, { mode: 'jwt', sessionCache }],
      [`shared secret, session cache ${sessionCache}`, { mode: 'shared-secret', sessionCache }],
    ]),
  ];
  for (const [name, setup] of others) {
    await t.test(name, async (t) => {
      const betterAuth = await start(t, setup);
      const { authenticate } = authenticatorFor(betterAuth);
      const { userId, token, opaqueTokens, cookies } = await betterAuth.signUp('alice@example.com');
      t.match(await authenticate(bearer(token)), { userId }, 'the token itself is accepted');

      t.equal(betterAuth.mailed.length, 1);
      t.equal(opaqueTokens.length, setup.bearer === true ? 2 : 1);
      t.equal('better-auth.session_data' in cookies, setup.sessionCache !== undefined);
      t.ok('better-auth.session_token' in cookies);
      const mailed = betterAuth.mailed.map((link): readonly [string, string] => ['a mailed link', link]);
      const opaque = opaqueTokens.map((session): readonly [string, string] => ['a session', session]);
      for (const [kind, text] of [...mailed, ...opaque, ...Object.entries(cookies)]) {
        for (const spelling of [text, decodeURIComponent(text)]) {
          t.same(await refusalOf(() => authenticate(bearer(spelling))), refused, kind);
        }
      }
    });
  }
});

t.test('refuses the tokens of another Better Auth, by its keys', async (t) => {
  const ours = await start(t, { mode: 'jwt' });
  const theirs = await start(t, { mode: 'jwt' });
  const { token } = await theirs.signUp('alice@example.com');
  t.same(await refusalOf(() => authenticatorFor(ours).authenticate(bearer(token))), refused);
});

t.test('refuses the tokens of another Better Auth, by its secret', async (t) => {
  const theirs = await start(t, { mode: 'shared-secret', secret: `${testSecret}, and not ours` });
  const { token } = await theirs.signUp('alice@example.com');
  t.same(await refusalOf(() => authenticator().authenticate(bearer(token))), refused);
});

t.test('refuses tokens of another issuer or for another audience', async (t) => {
  const { origin, jwksUrl, signUp } = await start(t, { mode: 'jwt' });
  const { token } = await signUp('alice@example.com');
  const elsewhere = 'https://app.example.com';
  for (const jwks of [
    { url: jwksUrl, issuer: elsewhere, audience: origin },
    { url: jwksUrl, issuer: origin, audience: elsewhere },
  ]) {
    t.same(await refusalOf(() => authenticator({ jwks }).authenticate(bearer(token))), refused);
  }
});

for (const mode of ['shared-secret', 'shared-secret-endpoint'] as const) {
  t.test(`${mode}: checks the same issuer and audience as in JWKS mode, if they are configured`, async (t) => {
    const { origin, signUp } = await start(t, { mode });
    const { userId, token } = await signUp('alice@example.com');
    const email = 'alice@example.com';
    t.same(authenticator({ issuer: origin, audience: origin }).authenticate(bearer(token)), { userId, email });
    const other = authenticator({ issuer: origin, audience: 'https://app.example.com' });
    t.same(await refusalOf(() => other.authenticate(bearer(token))), refused);
  });
}
