import { mock } from 'node:test';
import t from 'tap';
import { testSecret } from '../support/better-auth.ts';
import { createSigningKey, startJwksServer } from '../support/jwks-server.ts';
import { authenticator, bearer, forge, refusalOf, refused, withAuthorization } from './requests.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

/** Verifies tokens with one memory for all of them. */
function verifier() {
  const { authenticate } = authenticator();
  return (text: string) => authenticate(bearer(text));
}

/** A token that is valid between these seconds from now. */
const token = (from: number, until: number, sub = 'alice', secret = testSecret): string =>
  forge({ alg: 'HS256' }, { sub, nbf: now / 1000 + from, exp: now / 1000 + until }, secret);
const at = (seconds: number): void => mock.timers.setTime(now + 1000 * seconds);

// A remembered token gives the same principal object again.
t.beforeEach(() => mock.timers.enable({ apis: ['Date'], now }));
t.afterEach(() => mock.timers.reset());

t.test('remembers a token for 10 minutes', async (t) => {
  const verify = verifier();
  const text = token(0, 3_600);
  const principal = verify(text);
  at(600);
  t.equal(verify(text), principal);
  at(601);
  t.not(verify(text), principal);
  t.same(verify(text), principal);
});

t.test('forgets a token when it expires', async (t) => {
  const verify = verifier();
  const text = token(0, 60);
  const principal = verify(text);
  at(90);
  t.equal(verify(text), principal);
  at(90.001);
  t.same(await refusalOf(() => verify(text)), refused);
});

t.test('refuses a remembered token that is not valid yet, because the clock was set back', async (t) => {
  const verify = verifier();
  const text = token(0, 60);
  await verify(text);
  at(-31);
  t.same(await refusalOf(() => verify(text)), refused);
});

t.test('does not remember a refused token, which may become valid', async (t) => {
  const verify = verifier();
  const text = token(31, 60);
  t.same(await refusalOf(() => verify(text)), refused);
  at(1);
  t.same(verify(text), { userId: 'alice', email: null });
});

t.test('remembers 5,000 tokens, and one more pushes out only the oldest', async (t) => {
  const verify = verifier();
  const texts = Array.from({ length: 5_001 }, (_, index) => token(0, 60, `user-${index}`));
  const [first = '', second = ''] = texts;
  const principals = texts.slice(0, 5_000).map(verify);
  t.equal(verify(first), principals[0]);

  for (let index = 0; index < 1_000; index += 1) {
    await refusalOf(() => verify(token(0, 60, `user-${index}`, 'another secret')));
  }
  t.equal(verify(first), principals[0], 'refused tokens push nothing out');

  await verify(texts[5_000] ?? '');
  t.equal(verify(second), principals[1]);
  t.not(verify(first), principals[0]);
});

t.test('remembers a token however its scheme is spelt', async (t) => {
  const { authenticate } = authenticator();
  const text = token(0, 60);
  const principal = authenticate(bearer(text));
  for (const scheme of ['bearer', 'BEARER', 'Bearer']) {
    t.equal(authenticate(withAuthorization(`${scheme} ${text}`)), principal, scheme);
  }
});

t.test('refuses a remembered token under another scheme, or beside another header', async (t) => {
  const { authenticate } = authenticator();
  const text = token(0, 60);
  const good = `Bearer ${text}`;
  await authenticate(withAuthorization(good));
  for (const headers of [[`Digest ${text}`], [text], [good, good], [good, 'Bearer other'], ['Bearer other', good]]) {
    t.same(await refusalOf(() => authenticate(withAuthorization(...headers))), refused, headers.join());
  }
});

t.test('verifies a remembered token again when its key has changed under the same id', async (t) => {
  const first = await createSigningKey('EdDSA', 'shared-id');
  const second = await createSigningKey('EdDSA', 'shared-id');
  const server = await startJwksServer([first.jwk]);
  t.teardown(() => server.stop());
  const issuer = 'https://auth.example.com';
  const times = { freshFor: 0, cooldown: 0 };
  const { authenticate } = authenticator({ jwks: { url: server.url, issuer, audience: issuer, times } });
  const claims = { sub: 'alice', iss: issuer, aud: issuer, exp: now / 1000 + 60 };
  const [old, replacement] = [bearer(await first.sign(claims)), bearer(await second.sign(claims))];
  const alice = { userId: 'alice', email: null };
  t.same(await authenticate(old), alice);
  server.serve([second.jwk]);
  t.same(await authenticate(replacement), alice);
  t.same(await refusalOf(() => authenticate(old)), refused);
});
