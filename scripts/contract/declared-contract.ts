import { OpenAPIBackend } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { ContractDescription } from '../../src/contract/types/description.ts';
import { ContractError } from './contract-error.ts';
import {
  declaredOperation,
  declaredResponses,
  type DeclaredOperation,
  type DeclaredResponse,
} from './declared-operation.ts';

/** The contract as one OpenAPI 3.1 document, with what it says of the answers that belong to no operation. */
export type ContractDocument = OpenAPIV3_1.Document & {
  readonly 'x-server-responses'?: OpenAPIV3_1.ResponsesObject;
};

/** The contract's words, references resolved, and what a path or the document says merged into each operation. */
export interface DeclaredContract extends ContractDescription<DeclaredOperation, DeclaredResponse> {
  /** Its references resolved. */
  readonly document: ContractDocument;
}

/**
 * Reads a contract by means of openapi-backend, which resolves its references and flattens its operations.
 *
 * openapi-backend validates a definition against OpenAPI 3.0 unless it is told to be quick, and would then have no operation at
 * all of a 3.1 document; `npm run lint:contract` is what validates ours.
 *
 * @throws ContractError naming the operation, where it uses what the engine does not support: better none than an unchecked part
 */
export async function readDeclaredContract(document: ContractDocument): Promise<DeclaredContract> {
  const api = new OpenAPIBackend<ContractDocument>({
    definition: document,
    quick: true,
    strict: true,
    validate: false,
  });
  await api.init();
  const operations = api.getOperations().map(declaredOperation);
  const ids = operations.map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (repeated.length > 0)
    throw new ContractError(`Two operations of the contract have one operationId: ${repeated.join(', ')}.`);
  const { 'x-server-responses': serverResponses = {} } = api.definition;
  return {
    document: api.definition,
    operations,
    serverResponses: declaredResponses('x-server-responses', serverResponses),
  };
}
