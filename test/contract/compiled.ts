import type { Test } from 'tap';
import { checkCodeNames, type CodeNames } from '../../src/contract/check-handlers.ts';
import type { CompiledContract, CompiledOperation } from '../../src/contract/types/compiled.ts';
import { compileContract } from '../../scripts/contract/compile.ts';
import type { ContractDocument } from '../../scripts/contract/declared-contract.ts';
import { checkEngineRefusals } from '../../src/contract/refusals/check-engine-refusals.ts';
import { readContract } from '../../src/contract/index.ts';
import type { OperationId } from '../../src/contract/types/handler.ts';
import { checkResponse, type OutgoingAnswer } from '../../src/contract/response/check-response.ts';
import { rateHeaders } from '../../src/contract/request/rate-limit.ts';
import { operations } from '../../src/app/operations/index.ts';
import type { Part } from './document.ts';

/** The names of the code that serves the contract. */
export const code: CodeNames = { handlers: Object.keys(operations), securityHandlers: ['bearerAuth'] };

/** An operation of the contract, as generation compiled it. */
export function compiledOperation(
  id: OperationId,
  { operations }: CompiledContract = readContract().compiled,
): CompiledOperation {
  const operation = operations.find((candidate) => candidate.id === id);
  if (!operation) throw new Error(`${id} is not compiled`);
  return operation;
}

/** What the response check finds wrong with an answer that carries the headers of the rate limit. */
export function faultOf(id: OperationId, answer: OutgoingAnswer): string | undefined {
  const set = new Map(Object.entries(rateHeaders({ limit: 10, remaining: 9, resetSeconds: 60, exceeded: false })));
  return checkResponse(compiledOperation(id).responses, answer, (name) => set.get(name)).fault;
}

/** Does what generation and a start do with a contract. @throws as they do */
export async function compileAndCheck(document: ContractDocument, names: CodeNames = code): Promise<CompiledContract> {
  const contract = await compileContract(document, '');
  checkCodeNames(contract, names);
  checkEngineRefusals(contract);
  return contract;
}

/** A contract or code that is not to be served, and what the refusal has to say. */
export type Broken = readonly [name: string, document: ContractDocument, message: RegExp, code?: CodeNames];

export async function matchRefusals(t: Test, cases: readonly Broken[]): Promise<void> {
  for (const [name, document, message, names] of cases) {
    await t.rejects(compileAndCheck(document, names), { message }, name);
  }
}

/** A change of a part, for changedContract(). */
export function without(name: string): (part: Part) => void {
  return (part) => void Reflect.deleteProperty(part, name);
}

/** A change of a part, for changedContract(). */
export function having(members: Part): (part: Part) => void {
  return (part) => void Object.assign(part, members);
}
