/** Texts that are not a signed JWT in its only valid spelling. */
import { EncryptJWT } from 'jose';
import { encode, forge, forgeText } from '../requests.ts';
import { testSecret } from '../../support/better-auth.ts';
import { claims, good, goodClaims, goodEdDsa, goodHeader, goodSignature, hs256, type Case } from './fixtures.ts';
import { respellings } from './spellings.ts';

/** 16 bytes: the last character of their base64url has spare bits, which decoding drops. */
const paddedHeader = encode('{"alg":"HS256"} ');
const encrypted = await new EncryptJWT(claims)
  .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
  .encrypt(Buffer.from(testSecret).subarray(0, 32));

export const formAttacks: readonly Case[] = [
  ['one segment', goodClaims],
  ['two segments', `${goodHeader}.${goodClaims}`],
  ['four segments', `${good}.${goodSignature}`],
  ['five segments', `${good}.${goodSignature}.${goodSignature}`],
  ['an empty first segment', `.${good}`],
  ['a dot at the end', `${good}.`],
  ['dots alone', '..'],
  ['an encrypted token', encrypted],
  ['an encrypted token, signed', forge({ ...hs256, cty: 'JWT' }, encrypted)],
  ['JSON form', JSON.stringify({ protected: goodHeader, payload: goodClaims, signature: goodSignature })],
  ['JSON form, encoded', encode({ protected: goodHeader, payload: goodClaims, signature: goodSignature })],
  [
    'base64 in place of base64url',
    forgeText(
      `${goodHeader}.${Buffer.from(JSON.stringify({ ...claims, name: '~~~???' })).toString('base64')}`.replaceAll(
        '=',
        '',
      ),
    ),
  ],
  ...respellings(goodSignature).map((text): Case => [
    `the signature as …${text.at(-1)}`,
    `${goodHeader}.${goodClaims}.${text}`,
  ]),
  ...respellings(goodEdDsa).map((text): Case => [`the EdDSA signature as …${text.at(-1)}`, text]),
  ...respellings(paddedHeader).map((text): Case => [
    `the header as …${text.at(-1)}`,
    forgeText(`${text}.${goodClaims}`),
  ]),
  ...respellings(encode(JSON.stringify(claims).padEnd(202))).map((text): Case => [
    `the claims as …${text.at(-1)}`,
    forgeText(`${goodHeader}.${text}`),
  ]),
  ['a header with a character too many', forgeText(`${encode('{"alg":"HS256"}')}A.${goodClaims}`)],
  ['a padded signature', `${good}=`],
  ['a padded header', forgeText(`${paddedHeader}==.${goodClaims}`)],
  [
    'a padded payload',
    forgeText(`${goodHeader}.${Buffer.from(JSON.stringify(claims).padEnd(202)).toString('base64')}`),
  ],
  ...[' ', '\n', '\r\n', '\t', '\0', '%', 'é'].flatMap((text): Case[] => [
    [
      `${JSON.stringify(text)} in the header`,
      forgeText(`${goodHeader.slice(0, 4)}${text}${goodHeader.slice(4)}.${goodClaims}`),
    ],
    [
      `${JSON.stringify(text)} in the payload`,
      forgeText(`${goodHeader}.${goodClaims.slice(0, 4)}${text}${goodClaims.slice(4)}`),
    ],
    [`${JSON.stringify(text)} in the signature`, `${good.slice(0, -4)}${text}${good.slice(-4)}`],
    [`${JSON.stringify(text)} at the end`, `${good}${text}`],
  ]),
];
