/** Keys, claims and good tokens that the attacks are made of. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { testSecret } from '../../support/better-auth.ts';
import { createSigningKey } from '../../support/jwks-server.ts';
import { encode, forge, inSeconds } from '../requests.ts';

/** A token and its peculiarity. */
export type Case = readonly [name: string, token: string];

export const issuer = 'https://auth.example.com';
export const audience = 'https://api.example.com';
export const hs256 = { alg: 'HS256' };
export const claims = { sub: 'alice', iss: issuer, aud: audience, exp: inSeconds(60) };
export const without = (claim: keyof typeof claims): object => ({ ...claims, [claim]: undefined });

export const edKey = await createSigningKey('EdDSA', 'ed');
export const esKey = await createSigningKey('ES256', 'es');
export const rsKey = await createSigningKey('RS256', 'rs');
export const psKey = await createSigningKey('PS256', 'ps');
export const strangeKey = await createSigningKey('EdDSA', 'ed');
export const encryptionKey = await createSigningKey('EdDSA', 'enc');
export const wrapKey = await createSigningKey('EdDSA', 'wrap');
export const longHashKey = await createSigningKey('RS384', 'rs384');
export const longCurveKey = await createSigningKey('ES384', 'es384');
export const twiceKeys = [await createSigningKey('EdDSA', 'twice'), await createSigningKey('EdDSA', 'twice')] as const;
export const publishedPrivateKey = await createSigningKey('EdDSA', 'private');
export const shortKey = generateKeyPairSync('rsa', { modulusLength: 1024 });
const { alg: _, ...rsaKeyForAny } = (await createSigningKey('RS256', 'any')).jwk;

/** The members of the JWKS. Several of them are unusable. */
export const published: readonly unknown[] = [
  edKey.jwk,
  esKey.jwk,
  rsKey.jwk,
  psKey.jwk,
  { ...encryptionKey.jwk, use: 'enc' },
  { ...wrapKey.jwk, key_ops: ['wrapKey'] },
  longHashKey.jwk,
  longCurveKey.jwk,
  twiceKeys[0].jwk,
  twiceKeys[1].jwk,
  publishedPrivateKey.privateJwk,
  { ...shortKey.publicKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256' },
  { kty: 'oct', k: encode(testSecret), kid: 'oct', alg: 'HS256' },
  rsaKeyForAny,
  { kid: 'no type' },
  null,
  'no key',
];

export const publicKey = (jwk: JWK): KeyObject => createPublicKey({ key: jwk, format: 'jwk' });
export const publicPem = (jwk: JWK): string => publicKey(jwk).export({ type: 'spki', format: 'pem' }).toString();
export const privateKey = (jwk: JWK): KeyObject => createPrivateKey({ key: jwk, format: 'jwk' });
export const good = forge(hs256, claims);
export const goodEdDsa = await edKey.sign(claims);
export const [goodHeader = '', goodClaims = '', goodSignature = ''] = good.split('.');
