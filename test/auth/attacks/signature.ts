/** Tokens with a signature that is wrong, missing, or made with a secret that is easy to guess. */
import { encode, forge } from '../requests.ts';
import { testSecret } from '../../support/better-auth.ts';
import {
  claims,
  good,
  goodClaims,
  goodEdDsa,
  goodHeader,
  goodSignature,
  hs256,
  strangeKey,
  type Case,
} from './fixtures.ts';

export const signatureAttacks: readonly Case[] = [
  ['another secret', forge(hs256, claims, `${testSecret}!`)],
  ...['', 'secret', 'changeme', 'password', 'your-256-bit-secret', 'better-auth-secret-12345678901234567890'].map(
    (secret): Case => [`the secret ${JSON.stringify(secret)}`, forge(hs256, claims, secret)],
  ),
  ...[1, 32, 64].map((length): Case => [`a secret of ${length} NULs`, forge(hs256, claims, Buffer.alloc(length))]),
  ['the secret and a line break', forge(hs256, claims, `${testSecret}\n`)],
  ['the secret in base64', forge(hs256, claims, encode(testSecret))],
  ['no signature', `${goodHeader}.${goodClaims}.`],
  ['half a signature', good.slice(0, -20)],
  ['other claims under the signature', `${goodHeader}.${encode({ ...claims, sub: 'bob' })}.${goodSignature}`],
  ['another header over the signature', `${encode({ ...hs256, kid: 'x' })}.${goodClaims}.${goodSignature}`],
  ['EdDSA by a stranger with a known key id', await strangeKey.sign(claims)],
  ['EdDSA with a cut signature', goodEdDsa.slice(0, -10)],
];
