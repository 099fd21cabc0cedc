import fc from 'fast-check';
import type { ContractBody, ContractOperation, ContractParameter } from '../contract-operations.ts';
import type { TestRequest } from '../server.ts';
import { textsOf } from './texts.ts';
import { valuesOf } from './values.ts';

/** The values of a request, and the user who sends it. */
export interface RequestParts {
  readonly user: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/**
 * True if text can be a segment of a path. An empty segment is not routed, and the URL Standard removes segments of one
 * or two dots, also percent-encoded ones, before a request is sent.
 */
export function isSegment(value: unknown): boolean {
  return !['', '.', '..'].includes(String(value));
}

/** User ids that a path can hold. */
function usersOf(parameter: ContractParameter): fc.Arbitrary<string> {
  return textsOf(parameter.schema).filter((text) => isSegment(text));
}

function parametersIn(place: string, { parameters }: ContractOperation, isOwner = false): ContractParameter[] {
  return parameters.filter((parameter) => parameter.in === place && parameter.isOwner === isOwner);
}

/** Bodies that satisfy a schema, and none if the body is optional. */
function bodiesOf({ schema, required }: ContractBody): fc.Arbitrary<unknown> {
  return required ? valuesOf(schema) : fc.option(valuesOf(schema), { nil: undefined });
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
    headers: values('header'),
    body: operation.body ? bodiesOf(operation.body) : fc.constant(undefined),
  });
}

/** Users for an operation's path; Alice if it names no user. */
export function anyUserOf({ parameters }: ContractOperation): fc.Arbitrary<string> {
  const owner = parameters.find(({ isOwner }) => isOwner);
  return owner ? usersOf(owner) : fc.constant('alice');
}

/** The target of a request: path and query. */
function targetOf({ path, parameters }: ContractOperation, parts: RequestParts): string {
  const owner = parameters.find(({ isOwner }) => isOwner);
  const values = { ...parts.path, ...(owner ? { [owner.name]: parts.user } : {}) };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const texts = Object.entries(parts.query).flatMap(([name, value]) =>
    [value].flat().map((item): [string, string] => [name, String(item)]),
  );
  const query = new URLSearchParams(texts);
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}

/** A request whose target is text and whose body is bytes. */
export interface TargetedRequest extends TestRequest {
  readonly url: string;
  readonly payload?: Buffer;
}

/** Builds the request of these parts. */
export function requestOf(operation: ContractOperation, parts: RequestParts): TargetedRequest {
  const texts = Object.entries(parts.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const headers: Record<string, string> = Object.fromEntries(texts);
  const request = { as: parts.user, method: operation.method, url: targetOf(operation, parts), headers };
  if (!operation.body || parts.body === undefined) return request;
  const typed = { ...headers, 'content-type': operation.body.mediaType };
  return { ...request, headers: typed, payload: Buffer.from(JSON.stringify(parts.body)) };
}
