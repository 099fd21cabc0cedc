import type { JWK } from 'jose';
import { publicKey, publicPem } from './fixtures.ts';

/** Returns a word in all mixtures of upper and lower case. */
export function casings(word: string): readonly string[] {
  return Array.from(word).reduce<readonly string[]>(
    (heads, letter) => heads.flatMap((head) => [head + letter.toLowerCase(), head + letter.toUpperCase()]),
    [''],
  );
}

/** Returns the other texts that base64url decoders take for the same bytes: those with spare bits that are not zero. */
export function respellings(text: string): readonly string[] {
  const bytes = Buffer.from(text, 'base64url');
  const head = text.slice(0, -1);
  return Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
    .map((last) => head + last)
    .filter((other) => other !== text && Buffer.from(other, 'base64url').equals(bytes));
}

/** Returns a public key in every form that someone might have configured as the secret. */
export function publicEncodings(jwk: JWK): readonly (readonly [string, string | Buffer])[] {
  const key = publicKey(jwk);
  const { kid: _kid, alg: _alg, ...bare } = jwk;
  const der = key.export({ type: 'spki', format: 'der' });
  const pems = [publicPem(jwk)];
  const bytes = [der];
  if (jwk.kty === 'RSA') {
    pems.push(key.export({ type: 'pkcs1', format: 'pem' }).toString());
    bytes.push(key.export({ type: 'pkcs1', format: 'der' }));
  }
  const parts = [jwk.x, jwk.y, jwk.n].filter((part) => part !== undefined);
  const texts = [
    ...pems.flatMap((pem) => [pem, pem.trim(), `${pem}\n`, pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', '\\n')]),
    ...bytes.flatMap((form) => (['base64', 'base64url', 'hex'] as const).map((encoding) => form.toString(encoding))),
    ...[jwk, bare, [jwk], { keys: [jwk] }].map((value) => JSON.stringify(value)),
    ...parts,
    parts.join(''),
  ];
  const buffers = [...bytes, ...parts.map((part) => Buffer.from(part, 'base64url'))];
  return [
    ...texts.map((text) => [JSON.stringify(text.slice(0, 60)), text] as const),
    ...buffers.map((buffer) => [`${buffer.length} bytes`, buffer] as const),
  ];
}
