import type { DeclaredContract } from './declared.ts';
import { readContractDocument } from './document.ts';
import type { Exchange } from './exchange.ts';
import { observe } from './observe.ts';
import { readDeclared } from './read-declared.ts';
import { requireSecurityHeaders } from './security-headers.ts';

let known: { readonly contract: DeclaredContract; readonly digest: string } | undefined;

/** Returns the contract that exchanges are checked against, with its digest. It is read once. */
export function contractUnderTest() {
  if (known) return known;
  const { document, digest } = readContractDocument();
  known = { contract: readDeclared(document), digest };
  return known;
}

/**
 * Checks an exchange against the contract without recording it: for servers that the coverage does not count, such as
 * the mock.
 *
 * @returns the items of the contract that it exercises
 * @throws ContractBreach if the contract does not allow it
 */
export function checkExchange(exchange: Exchange): ReadonlySet<string> {
  requireSecurityHeaders(exchange);
  return observe(contractUnderTest().contract, exchange);
}
