/** Tokens with an algorithm that is not accepted, or that does not fit the key. */
import { encode, forge, forgeWithKey } from '../requests.ts';
import { testSecret } from '../../support/better-auth.ts';
import {
  claims,
  edKey,
  esKey,
  hs256,
  longCurveKey,
  longHashKey,
  privateKey,
  psKey,
  rsKey,
  type Case,
} from './fixtures.ts';
import { casings, publicEncodings } from './spellings.ts';

export const algorithmAttacks: readonly Case[] = [
  // alg none, and spellings that a careless reader takes for it
  ...[
    ...casings('none'),
    ' none',
    'none ',
    'none\0',
    '\0none',
    'none\n',
    'nоne',
    '',
    ['none'],
    { none: 1 },
    0,
    false,
  ].flatMap((alg): Case[] => [
    [`alg ${JSON.stringify(alg)}, unsigned`, `${encode({ alg })}.${encode(claims)}.`],
    [`alg ${JSON.stringify(alg)}, without the last dot`, `${encode({ alg })}.${encode(claims)}`],
    [`alg ${JSON.stringify(alg)}, signed`, forge({ alg }, claims)],
    [`alg ${JSON.stringify(alg)}, signed with nothing`, forge({ alg }, claims, '')],
    [`alg ${JSON.stringify(alg)} and a key id, signed`, forge({ alg, kid: 'ed' }, claims)],
  ]),

  ['no alg', forge({}, claims)],
  ['alg null', forge({ alg: null }, claims)],
  ['alg a list', forge({ alg: ['HS256'] }, claims)],
  ['alg an object', forge({ alg: { toString: 'HS256' } }, claims)],
  ...casings('hs')
    .filter((letters) => letters !== 'HS')
    .map((letters): Case => [`alg ${letters}256`, forge({ alg: `${letters}256` }, claims)]),
  ['alg HS256 and a space', forge({ alg: 'HS256 ' }, claims)],
  ['alg __proto__', forge({ alg: '__proto__' }, claims)],
  ['HS384 with the secret', forge({ alg: 'HS384' }, claims, testSecret, 'sha384')],
  ['HS512 with the secret', forge({ alg: 'HS512' }, claims, testSecret, 'sha512')],
  ['HS256 by SHA-512', forge(hs256, claims, testSecret, 'sha512')],
  ['HS512 by SHA-256', forge({ alg: 'HS512' }, claims)],
  ...[edKey, esKey, rsKey, psKey].flatMap(({ jwk }) =>
    publicEncodings(jwk).flatMap(([encoding, secret]): Case[] => [
      [`HS256 with the public key ${jwk.alg}, ${encoding}`, forge(hs256, claims, secret)],
      [
        `HS256 with the public key ${jwk.alg} and its id, ${encoding}`,
        forge({ ...hs256, kid: jwk.kid }, claims, secret),
      ],
      [`${jwk.alg} by HMAC with the public key, ${encoding}`, forge({ alg: jwk.alg, kid: jwk.kid }, claims, secret)],
    ]),
  ),
  ['EdDSA signed with the secret', forge({ alg: 'EdDSA', kid: 'ed' }, claims)],
  ['Ed25519, the newer name', forgeWithKey({ alg: 'Ed25519', kid: 'ed' }, claims, privateKey(edKey.privateJwk), null)],
  ['RS256 signed with the secret', forge({ alg: 'RS256', kid: 'rs' }, claims)],
  ['RS256 signed with the secret, its kid that of an oct key', forge({ alg: 'RS256', kid: 'oct' }, claims)],
  ['RS384', await longHashKey.sign(claims)],
  ['ES384', await longCurveKey.sign(claims)],
  ['RS256 with a key for PS256', await psKey.sign(claims, { kid: 'rs' })],
  ['an EdDSA token with the key id of an ES256 key', await edKey.sign(claims, { kid: 'es' })],
];
