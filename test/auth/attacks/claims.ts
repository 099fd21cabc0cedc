/** Tokens whose claims are missing, wrong or out of time. */
import { forge, forgeWithKey, inSeconds } from '../requests.ts';
import { audience, claims, edKey, hs256, issuer, privateKey, type Case, without } from './fixtures.ts';

export const claimAttacks: readonly Case[] = [
  // Time
  ['expired', forge(hs256, { ...claims, exp: inSeconds(-31) })],
  ['expired, EdDSA', await edKey.sign({ ...claims, exp: inSeconds(-31) })],
  ['no expiry', forge(hs256, without('exp'))],
  ['no expiry, EdDSA', await edKey.sign({ sub: 'alice', iss: issuer, aud: audience })],
  ...(['exp', 'nbf', 'iat'] as const).flatMap((name) => {
    const value = inSeconds(name === 'exp' ? 60 : -60);
    return [null, true, 'now', '', String(value), new Date(1000 * value), [value], { value }].map((wrong): Case => [
      `${name} ${JSON.stringify(wrong)}`,
      forge(hs256, { ...claims, [name]: wrong }),
    ]);
  }),
  ['an infinite expiry', forge(hs256, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e999'))],
  ['valid since minus infinity', forge(hs256, `{"nbf":-1e999,${JSON.stringify(claims).slice(1)}`)],
  ['issued at infinity', forge(hs256, `{"iat":1e999,${JSON.stringify(claims).slice(1)}`)],
  ['an expiry that is inherited', forge(hs256, { ...without('exp'), ['__proto__']: { exp: claims.exp } })],
  ['an expiry before any date', forge(hs256, { ...claims, exp: -1e20 })],
  ['not valid yet', forge(hs256, { ...claims, nbf: inSeconds(3_600) })],
  ['not valid yet, EdDSA', await edKey.sign({ ...claims, nbf: inSeconds(3_600) })],
  ['valid after any date', forge(hs256, { ...claims, nbf: 1e20 })],

  // User
  ['userId', forge(hs256, { ...without('sub'), userId: 'alice' })],
  ['email', forge(hs256, { ...without('sub'), email: 'alice@example.com' })],
  [
    'userId and email, EdDSA',
    forgeWithKey(
      { alg: 'EdDSA', kid: 'ed' },
      { ...without('sub'), userId: 'alice', email: 'a@b.c' },
      privateKey(edKey.privateJwk),
      null,
    ),
  ],

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
