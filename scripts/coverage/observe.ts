import { ContractBreach } from './breach.ts';
import type { DeclaredContract } from './declared.ts';
import { mediaTypeOf, type Exchange } from './exchange.ts';
import { observeRequest } from './observe-request.ts';
import { observeResponse } from './observe-response.ts';
import { findRoute, type Route } from './route.ts';

function isProblem({ headers }: Exchange): boolean {
  return mediaTypeOf(headers) === 'application/problem+json';
}

/** The contract and its page, which the contract does not describe. */
const documentation = /^\/(?:docs|openapi\.json|openapi\.yaml)(?:[/?]|$)/;

/** All that is outside the operations and the documentation is the server's own answer. */
function observeServer({ server, validate }: DeclaredContract, exchange: Exchange): string[] {
  const isServers = isProblem(exchange) || exchange.method === 'OPTIONS' || !documentation.test(exchange.target);
  return server && isServers ? observeResponse(server, exchange, validate) : [];
}

function observeOperation(contract: DeclaredContract, route: Route, exchange: Exchange): string[] {
  const { validate } = contract;
  const { operation } = route;
  const ofResponse = observeResponse(operation, exchange, validate);
  return [operation.id, ...ofResponse, ...(exchange.status < 400 ? observeRequest(route, exchange, validate) : [])];
}

/**
 * The items of the contract that an exchange shows.
 *
 * @throws ContractBreach where the contract does not allow it
 */
export function observe(contract: DeclaredContract, exchange: Exchange): ReadonlySet<string> {
  const route = findRoute(contract.operations, exchange.method, exchange.target);
  if (!route) return new Set(observeServer(contract, exchange));
  try {
    return new Set(observeOperation(contract, route, exchange));
  } catch (error) {
    // What cannot be parsed names an operation and never comes to it.
    const isRefusal = isProblem(exchange) && exchange.status < 500 && error instanceof ContractBreach;
    const isRefusedBefore = exchange.handwritten === true && isRefusal;
    if (isRefusedBefore) return new Set(observeServer(contract, exchange));
    throw error;
  }
}
