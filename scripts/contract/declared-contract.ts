import { OpenAPIBackend } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { ContractDescription } from '../../src/contract/types/description.ts';
import { isRecord } from '../../src/values/is-record.ts';
import { ContractError } from './contract-error.ts';
import type { DeclaredOperation, DeclaredResponse } from './declared-operation.ts';
import { readOperation, readResponses } from './read-operation.ts';

/** The contract as one OpenAPI 3.1 document, with our extension for answers that belong to no operation. */
export type ContractDocument = OpenAPIV3_1.Document & {
  readonly 'x-server-responses'?: OpenAPIV3_1.ResponsesObject;
};

/** Selects one of an operation's responses, and one of its examples. */
export interface MockChoice {
  readonly code: number;
  readonly mediaType: string;
  readonly example?: string;
}

/** The contract in plain types, for the compiler, the operation table, the mock's examples and the tests. */
export interface DeclaredContract extends ContractDescription<DeclaredOperation, DeclaredResponse> {
  /** The document, its references resolved. */
  readonly document: ContractDocument;
  /** Returns the body that openapi-backend's mock makes of the examples. */
  readonly mock: (operationId: string, choice: MockChoice) => unknown;
}

function isDocument(value: unknown): value is ContractDocument {
  return isRecord(value) && isRecord(value['paths']);
}

/** Parses the bundled contract. @throws ContractError if it is not an OpenAPI document */
export function parseContract(json: string): ContractDocument {
  const document: unknown = JSON.parse(json);
  if (!isDocument(document)) throw new ContractError('The bundled contract is not an OpenAPI document.');
  return document;
}

/**
 * Reads a contract through openapi-backend, which resolves its references and flattens its operations. This is the only
 * reader of the contract, apart from the judge of the tests (scripts/coverage/), which is independent on purpose.
 *
 * `quick` skips openapi-backend's own validation of the document. It knows OpenAPI 3.0 only, and leaves no operation of
 * a 3.1 document. `npm run lint:contract` validates ours.
 *
 * @throws ContractError naming the operation, if the engine does not support a part of it: an unchecked part would be a
 * hole
 */
export async function readDeclaredContract(document: ContractDocument): Promise<DeclaredContract> {
  const api = new OpenAPIBackend<ContractDocument>({
    definition: document,
    quick: true,
    strict: true,
    validate: false,
  });
  await api.init();
  const operations = api.getOperations().map(readOperation);
  const ids = operations.map(({ id }) => id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (repeated.length > 0) {
    throw new ContractError(`Two operations of the contract have the same operationId: ${repeated.join(', ')}.`);
  }
  const { 'x-server-responses': serverResponses = {} } = api.definition;
  return {
    document: api.definition,
    operations,
    serverResponses: readResponses('x-server-responses', serverResponses),
    mock: (operationId, choice) => api.mockResponseForOperation(operationId, { ...choice }).mock as unknown,
  };
}
