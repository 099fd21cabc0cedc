/** Minimum length of a shared secret: an HMAC key is at least as long as its hash (RFC 7518, section 3.2). */
export const minSecretBytes = 32;

/** Random text of 32 characters has twice as many distinct ones, in hexadecimal or in base64. */
const minDistinctCharacters = 8;

/** Placeholders of guides, templates and Better Auth's own default. A random secret contains none of them. */
const placeholder = new RegExp(
  [
    'better[-_ ]?auth[-_ ]?secret',
    'change[-_ ]?(?:me|this|it)',
    'your[-_ ]?(?:\\w+[-_ ]?)?secret',
    '(?:super|very|my)[-_ ]?secret',
    'secret[-_ ]?key',
    'replace[-_ ]?(?:me|this|with)',
    'place[-_ ]?holder',
    'example|default|insecure|password',
    '0123456789|1234567890|abcdefgh|qwerty',
  ].join('|'),
  'i',
);

/**
 * Tells why a shared secret must not be used, as a predicate that does not quote it: "must be at least 32 bytes long".
 * Returns undefined for a secret that may be used.
 */
export function weaknessOf(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < minSecretBytes) return `must be at least ${minSecretBytes} bytes long`;
  if (placeholder.test(secret)) return 'must not be an example or a placeholder';
  if (new Set(secret).size < minDistinctCharacters) return 'must not repeat a few characters';
  return undefined;
}
