/** Reads one operation of the contract: parameters, body, security and responses. */
import type { Operation } from 'openapi-backend';
import type { OpenAPIV3_1 } from 'openapi-types';
import { ContractError } from './contract-error.ts';
import type {
  DeclaredBody,
  DeclaredOperation,
  DeclaredParameter,
  DeclaredResponse,
  DeclaredResponses,
  DeclaredValue,
} from './declared-operation.ts';
import { listLimit } from './parameter-schema.ts';
import { contentOf, hasMark, resolved, schemaOf } from './parts.ts';

const requestMediaTypes = ['application/json', 'application/merge-patch+json'];
const responseMediaTypes = ['application/json', 'application/problem+json'];

/** OpenAPI ignores parameters of these names: other parts of the contract describe the headers. */
const describedElsewhere = ['accept', 'authorization', 'content-type'];

function valueOf(where: string, name: string, value: OpenAPIV3_1.ParameterBaseObject): DeclaredValue {
  return { name, required: value.required ?? false, schema: schemaOf(where, value), example: value.example };
}

function readParameters(id: string, operation: Operation<OpenAPIV3_1.Document>) {
  const inPath: DeclaredParameter[] = [];
  const inQuery: DeclaredParameter[] = [];
  const inHeader: DeclaredParameter[] = [];
  for (const entry of operation.parameters ?? []) {
    const declared = resolved<OpenAPIV3_1.ParameterObject>(id, entry);
    const where = `${id} ${declared.in} parameter ${declared.name}`;
    const isOwner = hasMark(declared, 'x-owner');
    const isOpaque = hasMark(declared, 'x-opaque');
    const isList = hasMark(declared, 'x-list');
    const value = valueOf(where, declared.name, declared);
    const maxItems = listLimit(where, declared, value.schema);
    const parameter = { ...value, isOwner, isOpaque, isList, maxItems };
    if (declared.in === 'path') inPath.push(parameter);
    else if (declared.in === 'query') inQuery.push(parameter);
    else if (declared.in === 'header') inHeader.push(parameter);
    else throw new ContractError(`${where}: the engine reads no cookies`);
    if (isOwner && declared.in !== 'path') throw new ContractError(`${where}: the owner must be in the path`);
    if (isList && declared.in !== 'header') throw new ContractError(`${where}: only a header may be a list`);
    if (declared.in === 'header' && describedElsewhere.includes(declared.name.toLowerCase())) {
      throw new ContractError(`${where}: OpenAPI ignores a parameter of this name`);
    }
  }
  const declared = inPath.map(({ name }) => name).sort();
  const inTemplate = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();
  if (declared.join() !== inTemplate.join()) {
    throw new ContractError(`${id}: ${operation.path} and its path parameters (${declared.join(', ')}) do not agree`);
  }
  return { inPath, inQuery, inHeader };
}

function readSecurity(id: string, requirements: readonly OpenAPIV3_1.SecurityRequirementObject[]): string | undefined {
  const [requirement = {}, ...others] = requirements;
  const [scheme, ...more] = Object.keys(requirement);
  if (scheme === undefined && others.length === 0) return undefined;
  if (scheme === undefined || others.length > 0 || more.length > 0) {
    throw new ContractError(`${id}: the engine supports exactly one security scheme for an operation, or none`);
  }
  return scheme;
}

function readBody(id: string, operation: Operation<OpenAPIV3_1.Document>): DeclaredBody | undefined {
  if (!operation.requestBody) return undefined;
  const body = resolved<OpenAPIV3_1.RequestBodyObject>(id, operation.requestBody);
  const maxBytes = 'x-max-bytes' in body ? body['x-max-bytes'] : undefined;
  if (typeof maxBytes !== 'number') throw new ContractError(`${id}: the request body has no x-max-bytes`);
  const content = contentOf(`${id} request`, body.content, requestMediaTypes);
  return { required: body.required ?? false, maxBytes, content };
}

function readResponse(
  where: string,
  entry: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject,
): DeclaredResponse {
  const response = resolved<OpenAPIV3_1.ResponseObject>(where, entry);
  const headers = Object.entries(response.headers ?? {}).map(([name, header]) => {
    const declared = resolved<OpenAPIV3_1.HeaderObject>(`${where} header ${name}`, header);
    return { ...valueOf(`${where} header ${name}`, name, declared), isEngines: hasMark(declared, 'x-engine') };
  });
  return { headers, content: contentOf(where, response.content, responseMediaTypes) };
}

/**
 * Reads the responses of one operation, or those of the server.
 *
 * @throws ContractError naming the response, if a status is a range or the engine does not support a body's media type
 */
export function readResponses(id: string, responses: OpenAPIV3_1.ResponsesObject): DeclaredResponses {
  return new Map(
    Object.entries(responses).map(([status, entry]) => {
      const where = `${id} response ${status}`;
      if (!/^[1-5]\d\d$/.test(status)) throw new ContractError(`${where}: a status must be spelled out`);
      return [Number(status), readResponse(where, entry)];
    }),
  );
}

/**
 * Reads one operation of openapi-backend's registry.
 *
 * @throws ContractError naming the operation, if the engine does not support a part of it: an unchecked part would be a
 * hole
 */
export function readOperation(operation: Operation<OpenAPIV3_1.Document>): DeclaredOperation {
  const { operationId: id, method, path } = operation;
  if (id === undefined) throw new ContractError(`${method.toUpperCase()} ${path} has no operationId`);
  const { inPath, inQuery, inHeader } = readParameters(id, operation);
  return {
    id,
    method: method.toUpperCase(),
    path,
    pathParameters: inPath,
    queryParameters: inQuery,
    headerParameters: inHeader,
    owner: inPath.find(({ isOwner }) => isOwner)?.name,
    security: readSecurity(id, operation.security ?? []),
    body: readBody(id, operation),
    responses: readResponses(id, operation.responses ?? {}),
  };
}
