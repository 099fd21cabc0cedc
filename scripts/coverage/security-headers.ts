/** Checks the security headers of every answer. */
import { ContractBreach } from './breach.ts';
import { headerOf, type Exchange } from './exchange.ts';

/** As promised in specs/api/rest-endpoints.md. The documentation page has other values. */
export const promised: Readonly<Record<string, RegExp>> = {
  'cache-control': /^no-(?:store|cache)$/,
  'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'/,
  'cross-origin-resource-policy': /^same-origin$/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /^max-age=31536000$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
};

/** @throws ContractBreach if an answer lacks a header that every answer must have */
export function requireSecurityHeaders(exchange: Exchange): void {
  for (const [name, value] of Object.entries(promised)) {
    const sent = headerOf(exchange.headers, name);
    if (sent === undefined || !value.test(sent)) throw new ContractBreach(exchange, `${name} is ${sent ?? 'absent'}.`);
  }
}
