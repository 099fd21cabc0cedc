/** Tokens whose header names a key that must not be used. */
import { encode, forge, forgeWithKey } from '../requests.ts';
import {
  claims,
  edKey,
  encryptionKey,
  hs256,
  privateKey,
  publicKey,
  publishedPrivateKey,
  shortKey,
  strangeKey,
  twiceKeys,
  type Case,
  wrapKey,
} from './fixtures.ts';

/**
 * @param elsewhere URL of a JWKS with the stranger's key, so that a server that follows the URL would accept the token
 */
export async function keyAttacks(elsewhere: string): Promise<readonly Case[]> {
  return [
    ['an unknown key id', await edKey.sign(claims, { kid: 'unknown' })],
    ...[7, null, true, ['ed'], { ed: 1 }].flatMap((kid): Case[] => [
      [
        `key id ${JSON.stringify(kid)}`,
        forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(edKey.privateJwk), null),
      ],
      [`key id ${JSON.stringify(kid)}, HS256`, forge({ ...hs256, kid }, claims)],
    ]),
    ...[
      '',
      'ED',
      'ed ',
      'ed\0',
      'ed/../ed',
      '../../../../../../dev/null',
      '/proc/sys/kernel/randomize_va_space',
      "' OR '1'='1",
      "x' UNION SELECT 'secret' --",
      '| sleep 10',
      '$(id)',
      '__proto__',
      'constructor',
      'toString',
      elsewhere,
      'k'.repeat(5_000),
    ].flatMap((kid): Case[] => [
      [
        `a known key, its id ${JSON.stringify(kid.slice(0, 60))}`,
        forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(edKey.privateJwk), null),
      ],
      [
        `a stranger's key, its id ${JSON.stringify(kid.slice(0, 60))}`,
        forgeWithKey({ alg: 'EdDSA', kid }, claims, privateKey(strangeKey.privateJwk), null),
      ],
      [`HS256 with nothing, key id ${JSON.stringify(kid.slice(0, 60))}`, forge({ ...hs256, kid }, claims, '')],
      [`HS256 with the key id ${JSON.stringify(kid.slice(0, 60))}`, forge({ ...hs256, kid }, claims, kid)],
    ]),
    [
      'HS256 with what such a key id selects',
      forge({ ...hs256, kid: "x' UNION SELECT 'secret' --" }, claims, 'secret'),
    ],
    ['no key id, where several keys fit', await edKey.sign(claims, {})],
    ['a key id that two keys have', await twiceKeys[0].sign(claims)],
    ['a key for encryption', await encryptionKey.sign(claims)],
    ['a key for wrapping', await wrapKey.sign(claims)],
    ['a published private key', await publishedPrivateKey.sign(claims)],
    ['an RSA key of 1024 bits', forgeWithKey({ alg: 'RS256', kid: 'short' }, claims, shortKey.privateKey, 'sha256')],
    ...(
      [
        ['jwk', strangeKey.jwk],
        ['jwk', { ...strangeKey.jwk, kid: undefined }],
        ['jku', elsewhere],
        ['x5u', elsewhere],
        ['x5c', [publicKey(strangeKey.jwk).export({ type: 'spki', format: 'der' }).toString('base64')]],
        ['x5t', 'abc'],
        ['x5t#S256', 'abc'],
        ['iss', elsewhere],
      ] as const
    ).flatMap(([name, value]): Case[] =>
      [{ kid: 'ed' }, { kid: 'elsewhere' }, {}].map((keyId): Case => [
        `${name} in a header with ${JSON.stringify(keyId)}`,
        forgeWithKey({ alg: 'EdDSA', ...keyId, [name]: value }, claims, privateKey(strangeKey.privateJwk), null),
      ]),
    ),
    ['a secret in the token', forge({ ...hs256, jwk: { kty: 'oct', k: encode('secret') } }, claims, 'secret')],
  ];
}
