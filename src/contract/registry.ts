import { OpenAPIBackend } from 'openapi-backend';
import type { ContractDocument } from './document.ts';
import { engineRefusals } from './engine-refusals.ts';
import { planOperation, type OperationPlan } from './plan.ts';

/** The code that a contract is served by: the names that have one, as the contract gives them. */
export interface CodeNames {
  readonly handlers: readonly string[];
  readonly securityHandlers: readonly string[];
}

function refuse(what: string, names: readonly string[]): void {
  if (names.length > 0) throw new Error(`${what}: ${names.join(', ')}.`);
}

function missing(wanted: Iterable<string>, present: Iterable<string>): string[] {
  const known = new Set(present);
  return [...new Set(wanted)].filter((name) => !known.has(name));
}

function checkPlan(plan: OperationPlan): void {
  if (plan.owner !== undefined && plan.security === undefined) {
    throw new Error(`The operation ${plan.id} has an owner but asks for no token.`);
  }
  refuse(
    `The operation ${plan.id} does not declare statuses that the engine answers`,
    missing(
      engineRefusals(plan).map(({ status }) => String(status)),
      [...plan.responses.keys()].map(String),
    ),
  );
}

/**
 * Reads the operations of the contract from openapi-backend, which resolves references and merges what a path or the document
 * says into each operation, and holds them against the code.
 *
 * openapi-backend validates a definition against OpenAPI 3.0 unless it is told to be quick, and would then boot a 3.1 document
 * with no operation at all; `npm run lint:contract` is what validates ours. Its own request handling is not used: see
 * specs/decisions/0002-engine.md.
 *
 * @throws naming the operation or the scheme, where code and contract disagree: a handler or a security handler that is missing
 * or that the contract does not know, or a status that the engine answers but the operation does not declare.
 */
export async function planOperations(document: ContractDocument, code: CodeNames): Promise<readonly OperationPlan[]> {
  const api = new OpenAPIBackend({ definition: document, quick: true, strict: true, validate: false });
  await api.init();
  const plans = api.getOperations().map(planOperation);
  const ids = plans.map(({ id }) => id);
  refuse(
    'Two operations of the contract have one operationId',
    ids.filter((id, index) => ids.indexOf(id) !== index),
  );
  const schemes = plans.flatMap(({ security }) => security ?? []);
  refuse('The contract declares an operation that has no handler', missing(ids, code.handlers));
  refuse('A handler has no operation in the contract', missing(code.handlers, ids));
  refuse('The contract names a security scheme that has no security handler', missing(schemes, code.securityHandlers));
  refuse('A security handler has no scheme in the contract', missing(code.securityHandlers, schemes));
  plans.forEach(checkPlan);
  return plans;
}
