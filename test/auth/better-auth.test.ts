import t, { type Test } from 'tap';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import { startBetterAuth, testSecret, type BetterAuth, type BetterAuthOptions } from '../support/better-auth.ts';
import { authenticator, bearer, refusalOf, refused } from './requests.ts';

async function start(t: Test, options: BetterAuthOptions): Promise<BetterAuth> {
  const betterAuth = await startBetterAuth(options);
  t.teardown(() => betterAuth.close());
  return betterAuth;
}

/** Accepts what this Better Auth issues, by the secret too: so that nothing is refused for want of a mode. */
function authenticatorFor({ origin, jwksUrl }: BetterAuth): Authenticator {
  return authenticator({ jwks: { url: jwksUrl, issuer: origin, audience: origin } });
}

for (const mode of ['jwt', 'jwt-user-id', 'shared-secret'] as const) {
  t.test(`${mode}: the token of who signed up is accepted`, async (t) => {
    const betterAuth = await start(t, { mode });
    const { authenticate } = authenticatorFor(betterAuth);
    for (const email of ['alice@example.com', 'bob@example.com']) {
      const { userId, token } = await betterAuth.signUp(email);
      t.same(await authenticate(bearer(token)), { userId, email });
      t.same(await authenticate(bearer(token)), { userId, email }, 'again');
    }
  });

  t.test(`${mode}: a mailed verification link is no token, though the secret is ours`, async (t) => {
    const betterAuth = await start(t, { mode });
    await betterAuth.signUp('alice@example.com');
    t.equal(betterAuth.mailed.length, 1);
    for (const token of betterAuth.mailed) {
      t.same(await refusalOf(() => authenticatorFor(betterAuth).authenticate(bearer(token))), refused);
    }
  });

  t.test(`${mode}: the session cookie is no token, though the secret is ours`, async (t) => {
    const betterAuth = await start(t, { mode, sessionCookie: 'secret' });
    const { sessionToken = '' } = await betterAuth.signUp('alice@example.com');
    t.match(sessionToken, /^eyJ/);
    t.same(await refusalOf(() => authenticatorFor(betterAuth).authenticate(bearer(sessionToken))), refused);
  });
}

t.test('the session cookie is no token, though the JWKS has its key', async (t) => {
  const betterAuth = await start(t, { mode: 'jwt', sessionCookie: 'jwks' });
  const { sessionToken = '' } = await betterAuth.signUp('alice@example.com');
  t.match(sessionToken, /^eyJ/);
  t.same(await refusalOf(() => authenticatorFor(betterAuth).authenticate(bearer(sessionToken))), refused);
});

t.test('another Better Auth has other keys', async (t) => {
  const ours = await start(t, { mode: 'jwt' });
  const theirs = await start(t, { mode: 'jwt' });
  const { token } = await theirs.signUp('alice@example.com');
  t.same(await refusalOf(() => authenticatorFor(ours).authenticate(bearer(token))), refused);
});

t.test('another secret is not ours', async (t) => {
  const theirs = await start(t, { mode: 'shared-secret', secret: `${testSecret}, and not ours` });
  const { token } = await theirs.signUp('alice@example.com');
  t.same(await refusalOf(() => authenticator().authenticate(bearer(token))), refused);
});

t.test('tokens for another audience, or of another issuer, are refused', async (t) => {
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

t.test('shared secret: issuer and audience are those of the JWKS mode, where they are configured', async (t) => {
  const { origin, signUp } = await start(t, { mode: 'shared-secret' });
  const { userId, token } = await signUp('alice@example.com');
  const email = 'alice@example.com';
  t.same(authenticator({ issuer: origin, audience: origin }).authenticate(bearer(token)), { userId, email });
  const other = authenticator({ issuer: origin, audience: 'https://app.example.com' });
  t.same(await refusalOf(() => other.authenticate(bearer(token))), refused);
});
