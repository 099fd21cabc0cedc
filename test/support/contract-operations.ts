import type { DeclaredContract } from '../../scripts/contract/declared-contract.ts';
import type { DeclaredBody, DeclaredOperation, DeclaredParameter } from '../../scripts/contract/declared-operation.ts';
import { declaredContract } from '../contract/document.ts';
import { readSchema, type Schema } from './arbitraries/schema.ts';

type Place = 'path' | 'query' | 'header';

/** A parameter, its schema read for the arbitraries. */
export interface ContractParameter extends Omit<DeclaredParameter, 'schema'> {
  readonly in: Place;
  readonly schema: Schema;
}

/** A request body, by the first of its media types. */
export interface ContractBody {
  readonly mediaType: string;
  readonly mediaTypes: readonly string[];
  readonly schema: Schema;
  readonly maxBytes: number;
  readonly required: boolean;
}

/** An operation of the contract, its schemas read for the arbitraries. */
export interface ContractOperation extends Pick<DeclaredOperation, 'id' | 'path' | 'responses'> {
  readonly method: Method;
  readonly parameters: readonly ContractParameter[];
  readonly body: ContractBody | undefined;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Method = (typeof methods)[number];

/** Narrows a method to one that a test can send. @throws if the contract has another one */
export function methodOf({ id, method }: DeclaredOperation): Method {
  const known = methods.find((name) => name === method);
  if (known === undefined) throw new Error(`${id}: the tests do not send ${method}.`);
  return known;
}

/** Reads the schema of a parameter. A list of the query has an item at least: an empty one is absent. */
function parameterSchema({ schema, maxItems }: DeclaredParameter): Schema {
  const read = readSchema(schema);
  return maxItems === undefined ? read : { ...read, minItems: Math.max(1, read.minItems) };
}

function parametersIn(place: Place, parameters: readonly DeclaredParameter[]): ContractParameter[] {
  return parameters.map((parameter) => ({ ...parameter, in: place, schema: parameterSchema(parameter) }));
}

function bodyOf({ content, maxBytes, required }: DeclaredBody): ContractOperation['body'] {
  const [[mediaType, media] = []] = content;
  if (mediaType === undefined || media === undefined) throw new Error('A request body has no media type.');
  return { mediaType, mediaTypes: [...content.keys()], schema: readSchema(media.schema), maxBytes, required };
}

/** Every operation of a contract, the bundled one by default, for the arbitraries. */
export async function contractOperations(contract?: DeclaredContract): Promise<ContractOperation[]> {
  const { operations } = contract ?? (await declaredContract());
  return operations.map((operation) => ({
    id: operation.id,
    method: methodOf(operation),
    path: operation.path,
    parameters: [
      ...parametersIn('path', operation.pathParameters),
      ...parametersIn('query', operation.queryParameters),
      ...parametersIn('header', operation.headerParameters),
    ],
    body: operation.body && bodyOf(operation.body),
    responses: operation.responses,
  }));
}
