/** Finds the items of the contract that an exchange exercises. */
import { ContractBreach } from './breach.ts';
import type { DeclaredContract } from './declared.ts';
import { mediaTypeOf, type Exchange } from './exchange.ts';
import { observeRequest } from './observe-request.ts';
import { observeResponse } from './observe-response.ts';
import { findRoute, type Route } from './route.ts';

function isProblem({ headers }: Exchange): boolean {
  return mediaTypeOf(headers) === 'application/problem+json';
}

/** Paths of the contract, its page and the pages of problems. The contract does not describe them. */
const documentation = /^\/(?:$|\?|(?:docs|problems|openapi\.json|openapi\.yaml)(?:[/?]|$))/;

/** Observes an answer that belongs to no operation, unless it is the documentation's. */
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
 * Lists the items of the contract that an exchange exercises.
 *
 * @throws ContractBreach if the contract does not allow it
 */
export function observe(contract: DeclaredContract, exchange: Exchange): ReadonlySet<string> {
  const route = findRoute(contract.operations, exchange.method, exchange.target);
  if (!route) return new Set(observeServer(contract, exchange));
  try {
    return new Set(observeOperation(contract, route, exchange));
  } catch (error) {
    // A request that cannot be parsed, or that there is no time for, may name an operation, but never reaches it.
    const isEarly = exchange.status < 500 || exchange.status === 503;
    const isRefusal = isProblem(exchange) && isEarly && error instanceof ContractBreach;
    const isRefusedBefore = exchange.handwritten === true && isRefusal;
    if (isRefusedBefore) return new Set(observeServer(contract, exchange));
    throw error;
  }
}
