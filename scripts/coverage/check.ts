import type { DeclaredContract } from './declared.ts';
import { readContractDocument } from './document.ts';
import type { Exchange } from './exchange.ts';
import { observe } from './observe.ts';
import { readDeclared } from './read-declared.ts';
import { requireSecurityHeaders } from './security-headers.ts';

let known: { readonly contract: DeclaredContract; readonly digest: string } | undefined;

/** The contract that exchanges are held against, read once, with its digest. */
export function contractUnderTest() {
  if (known) return known;
  const { document, digest } = readContractDocument();
  known = { contract: readDeclared(document), digest };
  return known;
}

/**
 * Holds an exchange against the contract, and remembers nothing: for what is not the server itself.
 *
 * @returns the items of the contract that it shows
 * @throws ContractBreach where the contract does not allow it
 */
export function checkExchange(exchange: Exchange): ReadonlySet<string> {
  requireSecurityHeaders(exchange);
  return observe(contractUnderTest().contract, exchange);
}
