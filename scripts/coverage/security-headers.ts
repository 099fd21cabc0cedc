import { ContractBreach } from './breach.ts';
import { headerOf, type Exchange } from './exchange.ts';

/** As specs/api/rest-endpoints.md promises them; those of the documentation differ. */
export const promised: Readonly<Record<string, RegExp>> = {
  'cache-control': /^no-(?:store|cache)$/,
  'content-security-policy': /^default-src 'none';.*frame-ancestors 'none'/,
  'cross-origin-resource-policy': /^same-origin$/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /^max-age=31536000$/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
};

/** @throws ContractBreach where an answer lacks one of the headers that every answer carries */
export function requireSecurityHeaders(exchange: Exchange): void {
  for (const [name, value] of Object.entries(promised)) {
    const sent = headerOf(exchange.headers, name);
    if (sent === undefined || !value.test(sent)) throw new ContractBreach(exchange, `${name} is ${sent ?? 'absent'}.`);
  }
}
