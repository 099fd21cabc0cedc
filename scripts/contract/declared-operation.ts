import type { Operation } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import type { OperationDescription, RequestBody, ResponseDescription } from '../../src/contract/types/description.ts';
import { ContractError } from './contract-error.ts';

/** A JSON Schema of the contract, its references resolved. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter or a header. */
export interface DeclaredValue {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** A request body with its schemas by media type. */
export type DeclaredBody = RequestBody<Schema>;

/** A response with the schemas of its headers and, by media type, of its body. */
export type DeclaredResponse = ResponseDescription<DeclaredValue, Schema>;

/** An operation as the contract declares it, in schemas. */
export type DeclaredOperation = OperationDescription<DeclaredValue, Schema, DeclaredResponse>;

function resolved<T extends object>(what: string, value: T | OpenAPIV3_1.ReferenceObject | null | undefined): T {
  if (value === null || value === undefined) throw new ContractError(`${what}: a reference leads to nothing`);
  if ('$ref' in value) throw new ContractError(`${what}: the reference ${value.$ref} is not resolved`);
  return value;
}

function schemaOf(what: string, holder: { readonly schema?: object }): Schema {
  if (!holder.schema) throw new ContractError(`${what}: has no schema`);
  return resolved<object>(what, holder.schema) as Schema;
}

/** What the engine reads, and what it writes. */
const requestMediaTypes = ['application/json'];
const responseMediaTypes = [...requestMediaTypes, 'application/problem+json'];

function contentOf(
  what: string,
  content: Record<string, { schema?: object }> = {},
  supported = responseMediaTypes,
): Map<string, Schema> {
  for (const mediaType of Object.keys(content)) {
    if (!supported.includes(mediaType)) throw new ContractError(`${what}: the engine does not support ${mediaType}`);
  }
  return new Map(
    Object.entries(content).map(([mediaType, holder]) => [mediaType, schemaOf(`${what} ${mediaType}`, holder)]),
  );
}

function readParameters(what: string, operation: Operation<OpenAPIV3_1.Document>) {
  const inPath: DeclaredValue[] = [];
  const inQuery: DeclaredValue[] = [];
  let owner: string | undefined;
  for (const entry of operation.parameters ?? []) {
    const parameter = resolved<OpenAPIV3_1.ParameterObject>(what, entry);
    const where = `${what} ${parameter.in} parameter ${parameter.name}`;
    const value = { name: parameter.name, required: parameter.required ?? false, schema: schemaOf(where, parameter) };
    if (parameter.in === 'path') inPath.push(value);
    else if (parameter.in === 'query') inQuery.push(value);
    else throw new ContractError(`${where}: the engine reads path and query parameters only`);
    if ('x-owner' in parameter && parameter['x-owner'] === true) owner = parameter.name;
  }
  const declared = inPath.map(({ name }) => name).sort();
  const inTemplate = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
  if (declared.join() !== inTemplate.join()) {
    throw new ContractError(`${what}: ${operation.path} and its path parameters (${declared.join(', ')}) do not agree`);
  }
  return { inPath, inQuery, owner };
}

function readSecurity(
  what: string,
  requirements: readonly OpenAPIV3_1.SecurityRequirementObject[],
): string | undefined {
  const [requirement = {}, ...others] = requirements;
  const [scheme, ...more] = Object.keys(requirement);
  if (scheme === undefined && others.length === 0) return undefined;
  if (scheme === undefined || others.length > 0 || more.length > 0) {
    throw new ContractError(`${what}: the engine supports exactly one security scheme for an operation, or none`);
  }
  return scheme;
}

function readBody(what: string, operation: Operation<OpenAPIV3_1.Document>): DeclaredBody | undefined {
  if (!operation.requestBody) return undefined;
  const body = resolved<OpenAPIV3_1.RequestBodyObject>(what, operation.requestBody);
  const maxBytes = 'x-max-bytes' in body ? body['x-max-bytes'] : undefined;
  if (typeof maxBytes !== 'number') throw new ContractError(`${what}: the request body has no x-max-bytes`);
  if (body.required !== true) throw new ContractError(`${what}: the engine supports required request bodies only`);
  return { maxBytes, content: contentOf(`${what} request`, body.content, requestMediaTypes) };
}

/** @throws ContractError naming the response, where a status is a range, or a body has a media type that the engine does not support */
export function declaredResponses(what: string, responses: OpenAPIV3_1.ResponsesObject): Map<number, DeclaredResponse> {
  const declared = new Map<number, DeclaredResponse>();
  for (const [status, entry] of Object.entries(responses)) {
    const where = `${what} response ${status}`;
    if (!/^[1-5]\d\d$/.test(status)) throw new ContractError(`${where}: a status must be spelled out`);
    const response = resolved<OpenAPIV3_1.ResponseObject>(where, entry);
    const headers = Object.entries(response.headers ?? {}).map(([name, header]) => {
      const object = resolved<OpenAPIV3_1.HeaderObject>(`${where} header ${name}`, header);
      return { name, required: object.required ?? false, schema: schemaOf(`${where} header ${name}`, object) };
    });
    declared.set(Number(status), { headers, content: contentOf(where, response.content) });
  }
  return declared;
}

/**
 * Flattens an operation of openapi-backend's registry.
 *
 * @throws ContractError naming the operation, where it uses what the engine does not support: better none than an unchecked part
 */
export function declaredOperation(operation: Operation<OpenAPIV3_1.Document>): DeclaredOperation {
  const { operationId: id, method, path } = operation;
  if (id === undefined) throw new ContractError(`${method.toUpperCase()} ${path} has no operationId`);
  const { inPath, inQuery, owner } = readParameters(id, operation);
  return {
    id,
    method: method.toUpperCase(),
    path,
    pathParameters: inPath,
    queryParameters: inQuery,
    owner,
    security: readSecurity(id, operation.security ?? []),
    body: readBody(id, operation),
    responses: declaredResponses(id, operation.responses ?? {}),
  };
}
