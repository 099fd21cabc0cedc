import type { Test } from 'tap';
import { readContract, type Contract } from '../../src/contract/index.ts';
import type { OperationId } from '../../src/contract/operation.ts';
import type { OperationPlan } from '../../src/contract/plan.ts';
import { planOperations, type CodeNames } from '../../src/contract/registry.ts';
import { operations } from '../../src/operations/index.ts';
import type { Part } from './document.ts';

/** The names of the code that serves the contract. */
export const code: CodeNames = { handlers: Object.keys(operations), securityHandlers: ['bearerAuth'] };

/** The plan of every operation of the contract. */
export async function contractPlans(): Promise<(id: OperationId) => OperationPlan> {
  const plans = new Map((await planOperations(readContract().document, code)).map((plan) => [plan.id, plan]));
  return (id) => {
    const plan = plans.get(id);
    if (!plan) throw new Error(`${id} has no plan`);
    return plan;
  };
}

/** A contract or code that is not to be served, and what the refusal has to say. */
export type Broken = readonly [name: string, document: Contract['document'], message: RegExp, code?: CodeNames];

export async function matchRefusals(t: Test, cases: readonly Broken[]): Promise<void> {
  for (const [name, document, message, names = code] of cases) {
    await t.rejects(planOperations(document, names), { message }, name);
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
