/** An HMAC key is at least as long as its hash (RFC 7518, section 3.2). */
const shortestBytes = 32;

/** Random text of 32 characters has twice as many, whether it is hexadecimal or base64. */
const fewestDistinctCharacters = 8;

/** What stands in guides, templates and Better Auth's own default where a secret should be. No random text has one of them in it. */
const placeholder =
  /better[-_ ]?auth[-_ ]?secret|change[-_ ]?(?:me|this|it)|your[-_ ]?(?:\w+[-_ ]?)?secret|(?:super|very|my)[-_ ]?secret|secret[-_ ]?key|replace[-_ ]?(?:me|this|with)|place[-_ ]?holder|example|default|insecure|password|0123456789|1234567890|abcdefgh|qwerty/i;

/**
 * Why a shared secret must not be used, in words that follow its name and hold nothing of it; undefined where nothing is known against it.
 */
export function weaknessOf(secret: string): string | undefined {
  if (Buffer.byteLength(secret) < shortestBytes) return `must be at least ${shortestBytes} bytes long`;
  if (placeholder.test(secret)) return 'must not be an example or a placeholder';
  if (new Set(secret).size < fewestDistinctCharacters) return 'must not repeat a few characters';
  return undefined;
}
