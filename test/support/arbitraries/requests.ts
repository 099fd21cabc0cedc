import fc from 'fast-check';
import type { ContractOperation, ContractParameter } from '../contract-operations.ts';
import type { TestRequest } from '../server.ts';
import { textsOf } from './texts.ts';
import { valuesOf } from './values.ts';

/** The values of a request, and who sends it. */
export interface RequestParts {
  readonly user: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * Whether a text can be a segment of a path. Nothing is routed for an empty one, and the URL Standard removes dots that stand alone, also
 * where they are percent-encoded, before a request is sent.
 */
export function isSegment(value: unknown): boolean {
  return !['', '.', '..'].includes(String(value));
}

/** Users whose id a path can hold. */
function usersOf(parameter: ContractParameter): fc.Arbitrary<string> {
  return textsOf(parameter.schema).filter((text) => isSegment(text));
}

function parametersIn(place: string, { parameters }: ContractOperation, isOwner = false): ContractParameter[] {
  return parameters.filter((parameter) => parameter.in === place && parameter.isOwner === isOwner);
}

/** Valid values for every part of a request. */
export function partsOf(operation: ContractOperation, user: fc.Arbitrary<string>): fc.Arbitrary<RequestParts> {
  const values = (place: string) => {
    const parameters = parametersIn(place, operation);
    const entries = parameters.map(({ name, schema }) => [name, valuesOf(schema)] as const);
    const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
    return fc.record<Record<string, unknown>>(Object.fromEntries(entries), { requiredKeys });
  };
  return fc.record({
    user,
    path: values('path').filter((path) => Object.values(path).every(isSegment)),
    query: values('query'),
    body: operation.body ? valuesOf(operation.body.schema) : fc.constant(undefined),
  });
}

/** The user of an operation's path; anybody where it has none. */
export function anyUserOf({ parameters }: ContractOperation): fc.Arbitrary<string> {
  const owner = parameters.find(({ isOwner }) => isOwner);
  return owner ? usersOf(owner) : fc.constant('alice');
}

/** The target of a request: its path and its query. */
function targetOf({ path, parameters }: ContractOperation, parts: RequestParts): string {
  const owner = parameters.find(({ isOwner }) => isOwner);
  const values = { ...parts.path, ...(owner ? { [owner.name]: parts.user } : {}) };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const texts = Object.entries(parts.query).map(([name, value]): [string, string] => [name, String(value)]);
  const query = new URLSearchParams(texts);
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}

/** A request whose target is text, and whose body is bytes. */
export interface TargetedRequest extends TestRequest {
  readonly url: string;
  readonly payload?: Buffer;
}

/** The request that these parts make. */
export function requestOf(operation: ContractOperation, parts: RequestParts): TargetedRequest {
  const request = { as: parts.user, method: operation.method, url: targetOf(operation, parts) };
  if (!operation.body) return request;
  const headers = { 'content-type': operation.body.mediaType };
  return { ...request, headers, payload: Buffer.from(JSON.stringify(parts.body)) };
}
