import { isPart, partOf, resolvedContract, type Part } from '../contract/document.ts';
import { readSchema, type Schema } from './arbitraries/schema.ts';

/** A path or query parameter as the contract declares it. */
export interface ContractParameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
  /** It must be the token's user (`x-owner`). */
  readonly isOwner: boolean;
  /** `x-opaque` of the contract: the server alone knows which texts are one. */
  readonly isOpaque: boolean;
}

/** An operation as the tests read it from the document, without the server's own reader. */
export interface ContractOperation {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly parameters: readonly ContractParameter[];
  readonly body: { readonly mediaType: string; readonly schema: Schema; readonly maxBytes: number } | undefined;
  /** By status. */
  readonly responses: Readonly<Record<string, Part>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const upperCase = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

function parametersOf(holder: Part): ContractParameter[] {
  const { parameters = [] } = holder;
  if (!Array.isArray(parameters)) throw new Error('The parameters are no list.');
  return parameters.filter(isPart).map((parameter) => ({
    name: String(parameter['name']),
    in: String(parameter['in']),
    required: parameter['required'] === true,
    schema: readSchema(parameter['schema']),
    isOwner: parameter['x-owner'] === true,
    isOpaque: parameter['x-opaque'] === true,
  }));
}

function bodyOf(operation: Part): ContractOperation['body'] {
  const { requestBody } = operation;
  if (!isPart(requestBody)) return undefined;
  const [[mediaType, media] = []] = Object.entries(partOf(requestBody, ['content']));
  const { 'x-max-bytes': maxBytes } = requestBody;
  if (mediaType === undefined || typeof maxBytes !== 'number') throw new Error('The request body is not as expected.');
  return { mediaType, schema: readSchema(partOf(media, ['schema'])), maxBytes };
}

function responsesOf(operation: Part): Record<string, Part> {
  const responses = Object.entries(partOf(operation, ['responses']));
  return Object.fromEntries(responses.flatMap(([status, response]) => (isPart(response) ? [[status, response]] : [])));
}

/** Every operation of the bundled contract. */
export function contractOperations(): ContractOperation[] {
  return Object.entries(partOf(resolvedContract(), ['paths'])).flatMap(([path, item]) =>
    methods.flatMap((name) => {
      const operation = isPart(item) ? item[name] : undefined;
      if (!isPart(item) || !isPart(operation)) return [];
      const parameters = [...parametersOf(item), ...parametersOf(operation)];
      const id = String(operation['operationId']);
      const method = upperCase[name];
      return [{ id, method, path, parameters, body: bodyOf(operation), responses: responsesOf(operation) }];
    }),
  );
}
