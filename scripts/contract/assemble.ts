/** Builds the compiled contract from the declared one. */
import type {
  CompiledContract,
  CompiledOperation,
  CompiledParameter,
  CompiledResponse,
  CompiledResponses,
} from '../../src/contract/types/compiled.ts';
import { isRecord } from '../../src/values/is-record.ts';
import type { DeclaredContract } from './declared-contract.ts';
import type {
  DeclaredOperation,
  DeclaredParameter,
  DeclaredResponses,
  DeclaredValue,
  Schema,
} from './declared-operation.ts';

/** A schema of a body, and the member that names the user in it, if the operation has an owner. */
export interface OwnedSchema {
  readonly schema: Schema;
  readonly owner: string | undefined;
}

/** Turns schemas into code: into functions at once, or into the names of functions in a file. */
export interface Makers<V, S, P> {
  /** For requests: finds every fault, and fills in defaults. */
  readonly requestValidator: (schema: Schema) => V;
  /** For responses: finds the first fault. */
  readonly responseValidator: (schema: Schema) => V;
  readonly serialiser: (schema: Schema) => S;
  /** For responses that another program wrote. Undefined for a schema that has no pattern. */
  readonly textPattern: (body: OwnedSchema) => P | undefined;
}

/** The schema of an object that has these values as members. */
function objectOf(values: readonly DeclaredValue[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(values.map(({ name, schema }) => [name, schema])),
    required: values.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

function parameterOf({ name, schema, isList, maxItems }: DeclaredParameter): CompiledParameter {
  const { items } = schema;
  const value = maxItems !== undefined && isRecord(items) ? items : schema;
  return { name, integer: value['type'] === 'integer', list: isList, maxItems };
}

function mapValues<K, A, B>(map: ReadonlyMap<K, A>, change: (value: A) => B): ReadonlyMap<K, B> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}

function assembleResponses<V, S, P>(
  responses: DeclaredResponses,
  owner: string | undefined,
  { responseValidator, serialiser, textPattern }: Makers<V, S, P>,
): CompiledResponses<V, S, P> {
  return mapValues(responses, ({ headers, content }): CompiledResponse<V, S, P> => ({
    headers: headers.map(({ name }) => name),
    validateHeaders: responseValidator(objectOf(headers)),
    content: mapValues(content, ({ schema }) => ({
      validate: responseValidator(schema),
      serialise: serialiser(schema),
      pattern: textPattern({ schema, owner }),
    })),
  }));
}

function assembleOperation<V, S, P>(declared: DeclaredOperation, makers: Makers<V, S, P>): CompiledOperation<V, S, P> {
  const { id, method, path, pathParameters, queryParameters, headerParameters } = declared;
  const { owner, security, body, responses } = declared;
  return {
    id,
    method,
    path,
    pathParameters: pathParameters.map(parameterOf),
    validatePath: makers.requestValidator(objectOf(pathParameters)),
    queryParameters: queryParameters.map(parameterOf),
    validateQuery: makers.requestValidator(objectOf(queryParameters)),
    headerParameters: headerParameters.map(parameterOf),
    validateHeaders: makers.requestValidator(objectOf(headerParameters)),
    owner,
    security,
    body: body && {
      required: body.required,
      maxBytes: body.maxBytes,
      content: mapValues(body.content, ({ schema }) => makers.requestValidator(schema)),
    },
    responses: assembleResponses(responses, owner, makers),
  };
}

/** Assembles the compiled contract from the code that the makers give for each schema. */
export function assembleContract<V, S, P>(
  { operations, serverResponses }: DeclaredContract,
  makers: Makers<V, S, P>,
  digest: string,
): CompiledContract<V, S, P> {
  return {
    digest,
    operations: operations.map((operation) => assembleOperation(operation, makers)),
    serverResponses: assembleResponses(serverResponses, undefined, makers),
  };
}
