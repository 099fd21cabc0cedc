import type { CompiledContract } from './types/compiled.ts';

/** The names of the operations and security schemes that have a handler. */
export interface HandlerNames {
  readonly operations: readonly string[];
  readonly securitySchemes: readonly string[];
}

function requireAll(message: string, wanted: readonly string[], present: readonly string[]): void {
  const missing = [...new Set(wanted)].filter((name) => !present.includes(name));
  if (missing.length > 0) throw new Error(`${message}: ${missing.join(', ')}.`);
}

/**
 * Checks that the handlers match the contract.
 *
 * @throws Error naming an operation or security scheme without a handler, a handler without an operation or scheme, or
 * an operation that has an owner but requires no token
 */
export function checkHandlers({ operations }: CompiledContract, handlers: HandlerNames): void {
  const ids = operations.map(({ id }) => id);
  const schemes = operations.flatMap(({ security }) => security ?? []);
  requireAll('An operation of the contract has no handler', ids, handlers.operations);
  requireAll('A handler has no operation in the contract', handlers.operations, ids);
  requireAll('A security scheme of the contract has no security handler', schemes, handlers.securitySchemes);
  requireAll('A security handler has no scheme in the contract', handlers.securitySchemes, schemes);
  const open = operations.find(({ owner, security }) => owner !== undefined && security === undefined);
  if (open) throw new Error(`The operation ${open.id} has an owner but requires no token.`);
}
