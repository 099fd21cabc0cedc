import { mock } from 'node:test';
import t from 'tap';
import { createTokenVerifier } from '../../src/auth/token-verifier.ts';
import { testSecret } from '../support/better-auth.ts';
import { forge, refusalOf, refused } from './requests.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const createVerifier = (): ReturnType<typeof createTokenVerifier> =>
  createTokenVerifier([testSecret], 'HS256', { issuer: undefined, audience: undefined });

/** A token that is good between these seconds from now. */
const token = (from: number, until: number, sub = 'alice', secret = testSecret): string =>
  forge({ alg: 'HS256' }, { sub, nbf: now / 1000 + from, exp: now / 1000 + until }, secret);
const at = (seconds: number): void => mock.timers.setTime(now + 1000 * seconds);

// A remembered token is told by its principal: it is the same object.
t.beforeEach(() => mock.timers.enable({ apis: ['Date'], now }));
t.afterEach(() => mock.timers.reset());

t.test('a verifier takes its own algorithm alone, whatever has been looked at before', async (t) => {
  const verify = createVerifier();
  const claims = { sub: 'alice', exp: now / 1000 + 60 };
  t.same(verify(forge({ alg: 'HS256' }, claims)), { userId: 'alice', email: null });
  for (const bits of ['384', '512']) {
    const other = forge({ alg: `HS${bits}` }, claims, testSecret, `sha${bits}`);
    t.same(await refusalOf(() => verify(other)), refused, bits);
  }
  t.same(await refusalOf(() => verify(forge({ alg: 'none' }, claims).replace(/[^.]*$/, ''))), refused, 'none');
});

t.test('a token is remembered for 10 minutes', async (t) => {
  const verify = createVerifier();
  const text = token(0, 3_600);
  const principal = verify(text);
  at(600);
  t.equal(verify(text), principal);
  at(601);
  t.not(verify(text), principal);
  t.same(verify(text), principal);
});

t.test('and no longer than it is good', async (t) => {
  const verify = createVerifier();
  const text = token(0, 60);
  const principal = verify(text);
  at(90);
  t.equal(verify(text), principal);
  at(90.001);
  t.same(await refusalOf(() => verify(text)), refused);
});

t.test('nor before it is good, where the clock is set back', async (t) => {
  const verify = createVerifier();
  const text = token(0, 60);
  verify(text);
  at(-31);
  t.same(await refusalOf(() => verify(text)), refused);
});

t.test('what was refused is not remembered: it may be good later', async (t) => {
  const verify = createVerifier();
  const text = token(31, 60);
  t.same(await refusalOf(() => verify(text)), refused);
  at(1);
  t.same(verify(text), { userId: 'alice', email: null });
});

t.test('5,000 tokens are remembered, and one more pushes out the oldest alone', async (t) => {
  const verify = createVerifier();
  const texts = Array.from({ length: 5_001 }, (_, index) => token(0, 60, `user-${index}`));
  const [first = '', second = ''] = texts;
  const principals = texts.slice(0, 5_000).map(verify);
  t.equal(verify(first), principals[0]);

  for (let index = 0; index < 1_000; index += 1) {
    await refusalOf(() => verify(token(0, 60, `user-${index}`, 'another secret')));
  }
  t.equal(verify(first), principals[0], 'nothing that is refused pushes it out');

  verify(texts[5_000] ?? '');
  t.equal(verify(second), principals[1]);
  t.not(verify(first), principals[0]);
});
