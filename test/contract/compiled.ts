import type { Test } from 'tap';
import { checkHandlers, type HandlerNames } from '../../src/contract/check-handlers.ts';
import type { CompiledContract, CompiledOperation } from '../../src/contract/types/compiled.ts';
import { compileContract } from '../../scripts/contract/compile.ts';
import type { ContractDocument } from '../../scripts/contract/declared-contract.ts';
import { checkEngineRefusals } from '../../src/contract/refusals/check-engine-refusals.ts';
import { readContract } from '../../src/contract/index.ts';
import type { OperationId } from '../../src/contract/types/handler.ts';
import { checkResponse, type OutgoingAnswer, type Owner } from '../../src/contract/response/check-response.ts';
import { rateHeaders } from '../../src/contract/request/rate-limit.ts';
import { operations } from '../../src/app/operations/index.ts';
import type { Part } from './document.ts';

/** The names of the application's handlers. */
export const handlerNames: HandlerNames = { operations: Object.keys(operations), securitySchemes: ['bearerAuth'] };

/** Finds an operation of a compiled contract, the generated one by default. */
export function compiledOperation(
  id: OperationId,
  { operations }: CompiledContract = readContract().compiled,
): CompiledOperation {
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`${id} is not compiled`);
  return operation;
}

/** Runs the response check on an answer that carries the headers of the rate limit. Returns its fault. */
export function faultOf(id: OperationId, answer: OutgoingAnswer, owner?: Owner): string | undefined {
  const set = new Map(Object.entries(rateHeaders({ limit: 10, remaining: 9, resetSeconds: 60, exceeded: false })));
  return checkResponse(compiledOperation(id).responses, answer, (name) => set.get(name), owner).fault;
}

/** Compiles a contract and checks it as generation and start-up do. @throws as they do */
export async function compileAndCheck(
  document: ContractDocument,
  names: HandlerNames = handlerNames,
): Promise<CompiledContract> {
  const contract = await compileContract(document, '');
  checkHandlers(contract, names);
  checkEngineRefusals(contract);
  return contract;
}

/** A contract or a set of handlers that must be refused, and the message to expect. */
export type Broken = readonly [name: string, document: ContractDocument, message: RegExp, names?: HandlerNames];

/** Asserts that each case is refused with its message. */
export async function matchRefusals(t: Test, cases: readonly Broken[]): Promise<void> {
  for (const [name, document, message, names] of cases) {
    await t.rejects(compileAndCheck(document, names), { message }, name);
  }
}

/** Makes a change for changedContract(): removes a member. */
export function without(name: string): (part: Part) => void {
  return (part) => void Reflect.deleteProperty(part, name);
}

/** Makes a change for changedContract(): sets members. */
export function having(members: Part): (part: Part) => void {
  return (part) => void Object.assign(part, members);
}
