import { randomBytes } from 'node:crypto';
import t from 'tap';
import { signDevelopmentToken } from '../../src/auth/development-token.ts';
import { weaknessOf } from '../../src/auth/weak-secret.ts';
import { testSecret } from '../support/better-auth.ts';
import { authenticator, bearer, forge, inSeconds, refusalOf, refused } from './requests.ts';

const alice = { userId: 'alice', email: null };
const claims = { sub: 'alice', exp: inSeconds(60) };
const signedWith = (secret: string): ReturnType<typeof bearer> => bearer(forge({ alg: 'HS256' }, claims, secret));

t.test('accepts every configured secret, and no other', async (t) => {
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

t.test('takes a secret as raw UTF-8 bytes', async (t) => {
  const bytes = randomBytes(32);
  const hexadecimal = bytes.toString('hex');
  const base64 = bytes.toString('base64');
  for (const secret of ['  white space around, kept as it is  ', 'äöüßéèêë'.repeat(2), hexadecimal, base64]) {
    t.same(authenticator({ secrets: [secret] }).authenticate(signedWith(secret)), alice, secret);
  }
  const decoded = bearer(forge({ alg: 'HS256' }, claims, Buffer.from(hexadecimal, 'hex')));
  t.same(await refusalOf(() => authenticator({ secrets: [hexadecimal] }).authenticate(decoded)), refused);
});

t.test('refuses a secret of fewer than 32 bytes without quoting it', async (t) => {
  const short = 'swordfish-swordfish-swordfish-1';
  t.equal(short.length, 31);
  for (const secrets of [[short], [testSecret, short], ['', testSecret]]) {
    t.throws(() => authenticator({ secrets }), {
      message: /^Shared secret \d of \d must be at least 32 bytes long\.$/,
    });
  }
  t.throws(() => signDevelopmentToken(short, 'alice', 60), {
    message: 'Shared secret 1 of 1 must be at least 32 bytes long.',
  });
});

t.test('refuses an empty issuer or audience, which would not be checked', async (t) => {
  const jwks = { url: 'http://127.0.0.1/', issuer: 'https://a.example.com', audience: 'https://a.example.com' };
  t.throws(() => authenticator({ issuer: '' }), { message: /must not be empty/ });
  t.throws(() => authenticator({ audience: '' }), { message: /must not be empty/ });
  t.throws(() => authenticator({ jwks: { ...jwks, issuer: '' } }), { message: /must not be empty/ });
  t.throws(() => authenticator({ jwks: { ...jwks, audience: '' } }), { message: /must not be empty/ });
});

t.test('accepts a development token until it expires', async (t) => {
  const { authenticate } = authenticator();
  t.same(authenticate(bearer(signDevelopmentToken(testSecret, 'alice', 60))), {
    userId: 'alice',
    email: 'alice@example.com',
  });
  t.same(await refusalOf(() => authenticate(bearer(signDevelopmentToken(testSecret, 'alice', -60)))), refused);
});

t.test('refuses placeholders of guides and templates, and repeated characters', async (t) => {
  for (const secret of [
    'better-auth-secret-12345678901234567890',
    'your-secret-key-here-at-least-32-characters',
    'YOUR_BETTER_AUTH_SECRET_OF_32_CHARACTERS',
    'change-me-change-me-change-me-change-me',
    'please-CHANGE_THIS-before-you-go-to-production',
    'my-super-secret-jwt-signing-thing-of-mine',
    'replace-with-the-output-of-openssl-rand',
    'this-is-an-example-and-nothing-but-that',
    'abcdefghijklmnopqrstuvwxyz-and-the-rest',
    'correct-horse-battery-staple-password-1',
  ]) {
    t.throws(() => authenticator({ secrets: [secret] }), {
      message: 'Shared secret 1 of 1 must not be an example or a placeholder.',
    });
  }
  for (const secret of ['x'.repeat(64), 'a3'.repeat(32), 'abc123 '.repeat(8)]) {
    t.throws(() => authenticator({ secrets: [secret] }), {
      message: 'Shared secret 1 of 1 must not repeat a few characters.',
    });
  }
});

t.test('never refuses a random secret', async (t) => {
  const made = Array.from({ length: 2_000 }, () => randomBytes(32));
  const refused = made.flatMap((bytes) => [bytes.toString('base64'), bytes.toString('hex')]).filter(weaknessOf);
  t.same(refused, []);
});
