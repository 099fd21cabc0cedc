import t from 'tap';
import type { Principal } from '../../src/auth/principal.ts';
import { authenticator, bearer, encode, forge, inSeconds, refusalOf, refused } from './requests.ts';

const alice = { userId: 'alice', email: null };
const longest = '𝛼'.repeat(255);

const cases: readonly (readonly [name: string, claims: object, principal: Principal | 'refused'])[] = [
  ['sub', { sub: 'alice' }, alice],
  ['user_id', { user_id: 'alice' }, alice],
  ['user_id goes before sub', { user_id: 'alice', sub: 'bob' }, alice],
  ['one character', { sub: 'a' }, { userId: 'a', email: null }],
  ['255 code points, each two UTF-16 units', { sub: longest }, { userId: longest, email: null }],
  ['nothing is trimmed or folded', { sub: ' Alice\n' }, { userId: ' Alice\n', email: null }],
  ['e-mail', { sub: 'alice', email: 'a@example.com' }, { userId: 'alice', email: 'a@example.com' }],
  ['e-mail null', { sub: 'alice', email: null }, alice],
  ['e-mail of another type', { sub: 'alice', email: ['a@example.com'] }, alice],
  ['e-mail empty', { sub: 'alice', email: '' }, alice],
  ['e-mail of 320 characters', { sub: 'alice', email: 'a'.repeat(320) }, { userId: 'alice', email: 'a'.repeat(320) }],
  ['e-mail of 321 characters', { sub: 'alice', email: 'a'.repeat(321) }, alice],
  ['e-mail with U+0000', { sub: 'alice', email: 'a\0@example.com' }, alice],
  ['e-mail with a lone surrogate', { sub: 'alice', email: 'a\ud800@example.com' }, alice],
  ['other claims beside sub', { sub: 'alice', userId: 'bob', id: 'bob', email: 'a' }, { userId: 'alice', email: 'a' }],
  ['aud and iss, although neither is expected', { sub: 'alice', iss: 'x', aud: ['y'] }, alice],

  ['no claim', {}, 'refused'],
  ['userId', { userId: 'alice' }, 'refused'],
  ['id', { id: 'alice' }, 'refused'],
  ['email', { email: 'a@example.com' }, 'refused'],
  ['a nested user', { user: { id: 'alice', sub: 'alice', user_id: 'alice' } }, 'refused'],
  ['another case', { SUB: 'alice', User_ID: 'alice' }, 'refused'],
  ['sub empty', { sub: '' }, 'refused'],
  ['sub null', { sub: null }, 'refused'],
  ['sub a number', { sub: 7 }, 'refused'],
  ['sub an array', { sub: ['alice'] }, 'refused'],
  ['sub an object', { sub: { id: 'alice' } }, 'refused'],
  ['sub of 256 code points', { sub: 'a'.repeat(256) }, 'refused'],
  ['sub with U+0000', { sub: 'alice\0' }, 'refused'],
  ['sub with a lone high surrogate', { sub: 'alice\ud800' }, 'refused'],
  ['sub with a lone low surrogate', { sub: '\udc00alice' }, 'refused'],
  ['sub inherited', { ['__proto__']: { sub: 'alice' } }, 'refused'],
  ['user_id null beside sub', { user_id: null, sub: 'alice' }, 'refused'],
  ['user_id empty beside sub', { user_id: '', sub: 'alice' }, 'refused'],
  ['user_id a number beside sub', { user_id: 7, sub: 'alice' }, 'refused'],
  ['user_id too long beside sub', { user_id: 'a'.repeat(256), sub: 'alice' }, 'refused'],
];

for (const [name, claims, expected] of cases) {
  t.test(`${name}: ${expected === 'refused' ? 'refused' : 'accepted'}`, async (t) => {
    const token = forge({ alg: 'HS256' }, { exp: inSeconds(60), ...claims });
    const { authenticate } = authenticator();
    for (const time of ['first', 'again']) {
      if (expected === 'refused') {
        t.same(await refusalOf(() => authenticate(bearer(token))), refused, time);
      } else {
        t.same(authenticate(bearer(token)), expected, time);
      }
    }
  });
}

t.test('takes the last of two members with one name (RFC 7519, section 4)', async (t) => {
  const claims = `{"exp":${inSeconds(60)},"sub":"bob","sub":"alice"}`;
  t.same(authenticator().authenticate(bearer(forge({ alg: 'HS256' }, claims))), alice);
});

t.test('refuses claims that are not UTF-8', async (t) => {
  const claims = Buffer.from(`{"exp":${inSeconds(60)},"sub":"alice\xff"}`, 'latin1');
  t.same(await refusalOf(() => authenticator().authenticate(bearer(forge({ alg: 'HS256' }, claims)))), refused);
});

t.test('refuses claims that are not an object', async (t) => {
  for (const claims of ['null', '[]', '"alice"', '7', '', '{', '{"sub":"alice"']) {
    const token = forge({ alg: 'HS256' }, claims);
    t.equal(token.split('.')[1], encode(claims));
    t.same(await refusalOf(() => authenticator().authenticate(bearer(token))), refused, claims);
  }
});

t.test('freezes the principal and shares it among all requests with a token', async (t) => {
  const { authenticate } = authenticator();
  const token = forge({ alg: 'HS256' }, { sub: 'alice', exp: inSeconds(60) });
  const principal = authenticate(bearer(token));
  t.ok(Object.isFrozen(principal));
  t.equal(authenticate(bearer(token)), principal);
});
