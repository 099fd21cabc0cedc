import t from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { testSecret } from '../support/better-auth.ts';
import { authenticator, bearer, forge, inSeconds, refusalOf, refused } from './requests.ts';

const alice = { userId: 'alice', email: null };
const claims = { sub: 'alice', exp: inSeconds(60) };
const signedWith = (secret: string): ReturnType<typeof bearer> => bearer(forge({ alg: 'HS256' }, claims, secret));

t.test('every configured secret is accepted, another is not', async (t) => {
  const secrets = [
    'current secret, of 32 bytes or more',
    'previous secret, of 32 bytes or so',
    'the one before that, from last year',
  ];
  const { authenticate } = authenticator({ secrets });
  for (const secret of secrets) {
    t.same(authenticate(signedWith(secret)), alice, secret);
    t.same(authenticate(signedWith(secret)), alice, `${secret}, again`);
  }
  t.same(await refusalOf(() => authenticate(signedWith(testSecret))), refused);
});

t.test('a secret is taken as raw UTF-8 bytes', async (t) => {
  for (const secret of ['  white space around, kept as it is  ', 'ä'.repeat(16), 'a3'.repeat(32), 'YWJj'.repeat(8)]) {
    t.same(authenticator({ secrets: [secret] }).authenticate(signedWith(secret)), alice, secret);
  }
  const hexadecimal = Buffer.from('a3'.repeat(32), 'hex');
  const decoded = bearer(forge({ alg: 'HS256' }, claims, hexadecimal));
  t.same(await refusalOf(() => authenticator({ secrets: ['a3'.repeat(32)] }).authenticate(decoded)), refused);
});

t.test('a secret of fewer than 32 bytes is refused without being told', async (t) => {
  const short = 'swordfish-swordfish-swordfish-1';
  t.equal(short.length, 31);
  for (const secrets of [[short], [testSecret, short], ['', testSecret]]) {
    t.throws(() => authenticator({ secrets }), { message: /^Shared secret \d of \d is shorter than 32 bytes\.$/ });
  }
  t.throws(() => signDevelopmentToken(short, 'alice', 60), {
    message: 'Shared secret 1 of 1 is shorter than 32 bytes.',
  });
});

t.test('an empty issuer or audience is refused, since it would be none', async (t) => {
  const jwks = { url: 'http://127.0.0.1/', issuer: 'https://a.example.com', audience: 'https://a.example.com' };
  t.throws(() => authenticator({ issuer: '' }), { message: /cannot be empty/ });
  t.throws(() => authenticator({ audience: '' }), { message: /cannot be empty/ });
  t.throws(() => authenticator({ jwks: { ...jwks, issuer: '' } }), { message: /cannot be empty/ });
  t.throws(() => authenticator({ jwks: { ...jwks, audience: '' } }), { message: /cannot be empty/ });
});

t.test('a development token names its user until it expires', async (t) => {
  const { authenticate } = authenticator();
  t.same(authenticate(bearer(signDevelopmentToken(testSecret, 'alice', 60))), {
    userId: 'alice',
    email: 'alice@example.com',
  });
  t.same(await refusalOf(() => authenticate(bearer(signDevelopmentToken(testSecret, 'alice', -60)))), refused);
});
