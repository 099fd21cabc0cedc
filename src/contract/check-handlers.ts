import type { CompiledContract } from './types/compiled.ts';

/** The code that a contract is served by: the names that have one, as the contract gives them. */
export interface CodeNames {
  readonly handlers: readonly string[];
  readonly securityHandlers: readonly string[];
}

function refuse(what: string, wanted: readonly string[], present: readonly string[]): void {
  const missing = [...new Set(wanted)].filter((name) => !present.includes(name));
  if (missing.length > 0) throw new Error(`${what}: ${missing.join(', ')}.`);
}

/**
 * Holds the names of the code against the contract.
 *
 * @throws naming what is missing: a handler or a security handler, or an operation or a scheme for one; or an owner without a token
 */
export function checkCodeNames({ operations }: CompiledContract, code: CodeNames): void {
  const ids = operations.map(({ id }) => id);
  const schemes = operations.flatMap(({ security }) => security ?? []);
  refuse('The contract declares an operation that has no handler', ids, code.handlers);
  refuse('A handler has no operation in the contract', code.handlers, ids);
  refuse('The contract names a security scheme that has no security handler', schemes, code.securityHandlers);
  refuse('A security handler has no scheme in the contract', code.securityHandlers, schemes);
  const open = operations.find(({ owner, security }) => owner !== undefined && security === undefined);
  if (open) throw new Error(`The operation ${open.id} has an owner but asks for no token.`);
}
