import fc from 'fast-check';
import type { ContractOperation } from '../contract-operations.ts';
import type { Refused, RequestViolation } from './refused.ts';
import { anyUserOf, partsOf, requestOf, type TargetedRequest } from './requests.ts';
import { textsOfLength } from './texts.ts';
import { valuesOf } from './values.ts';

type Refusal = Pick<Refused, 'status' | 'type'>;

const badQuery = { status: 400, type: '/problems/invalid-query' } as const;
const badPath = { status: 400, type: '/problems/malformed-path' } as const;
const badBody = { status: 400, type: '/problems/malformed-body' } as const;
const badType = { status: 415, type: '/problems/unsupported-media-type' } as const;
const tooLarge = { status: 413, type: '/problems/content-too-large' } as const;
const notAcceptable = { status: 406, type: '/problems/not-acceptable' } as const;
const noToken = { status: 401, type: '/problems/invalid-token' } as const;

const json = { 'content-type': 'application/json' };

/** Escapes that are malformed or not UTF-8. */
const brokenEscapes = fc.constantFrom('%zz', '%', '%1', '%ff', '%c0%80', '%ed%a0%80', '%f4%90%80%80');

/** Changes valid requests by a generated value so that they must be refused. */
function spoil<Value>(
  operation: ContractOperation,
  name: string,
  refusal: Refusal,
  values: fc.Arbitrary<Value>,
  change: (request: TargetedRequest, value: Value) => TargetedRequest,
): RequestViolation {
  // A body is spoilt, so there must be one.
  const withBody = operation.body && { ...operation.body, required: true };
  const parts = partsOf({ ...operation, body: withBody }, anyUserOf(operation));
  const requests = fc
    .record({ parts, value: values })
    .map(({ parts, value }) => ({ request: change(requestOf(operation, parts), value), ...refusal }));
  return { name, requests };
}

/** Appends to the query of a request. */
function withQuery(request: TargetedRequest, added: string): TargetedRequest {
  const { url } = request;
  return { ...request, url: `${url}${url.includes('?') ? '&' : '?'}${added}` };
}

function withHeaders(request: TargetedRequest, headers: Readonly<Record<string, string>>): TargetedRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function bytesOf({ payload = Buffer.alloc(0) }: TargetedRequest): Buffer {
  return payload;
}

function queryViolations(operation: ContractOperation): RequestViolation[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === 'query');
  const unknown = textsOfLength(0, 20).filter((name) => !declared.some((parameter) => parameter.name === name));
  const single = declared.filter(({ maxItems }) => maxItems === undefined);
  const repeated = single.map(({ name, schema }) =>
    spoil(operation, `${name} repeated`, badQuery, fc.tuple(valuesOf(schema), valuesOf(schema)), (request, values) => {
      const twice = values.map((value): [string, string] => [name, String(value)]);
      return withQuery(request, new URLSearchParams(twice).toString());
    }),
  );
  return [
    ...repeated,
    spoil(operation, 'unknown query parameter', badQuery, fc.tuple(unknown, textsOfLength(0, 20)), (request, entry) =>
      withQuery(request, new URLSearchParams([entry]).toString()),
    ),
    spoil(operation, 'broken escape in the query', badQuery, brokenEscapes, withQuery),
  ];
}

function pathViolations(operation: ContractOperation): RequestViolation[] {
  const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
  return inPath.map(({ name }) =>
    spoil(operation, `broken escape in ${name}`, badPath, brokenEscapes, (request, escape) => {
      const url = operation.path.replace(`{${name}}`, () => escape).replaceAll(/\{\w+\}/g, '1');
      return { ...request, url };
    }),
  );
}

/** Bodies for an operation that takes none. */
function unexpectedBodies(operation: ContractOperation): RequestViolation[] {
  // The body of a GET has no meaning and is not read.
  if (operation.method === 'GET') return [];
  const types = fc.constantFrom('application/json', 'text/plain', 'application/octet-stream', 'garbage');
  return [
    spoil(operation, 'a body where none is declared', badType, types, (request, type) => ({
      ...withHeaders(request, { 'content-type': type }),
      payload: Buffer.from('{}'),
    })),
  ];
}

/** Bytes that are not UTF-8. */
const notUtf8 = fc.constantFrom([0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x80], [0xf4, 0x90, 0x80, 0x80]);

/** Bodies that are not JSON in UTF-8. */
function malformedBodies(operation: ContractOperation, isRequired: boolean): RequestViolation[] {
  const additions = fc.constantFrom('}', ',', '{}', 'x', '\0', '//', '\ufeff');
  return [
    ...(isRequired
      ? [
          spoil(operation, 'no body', badBody, fc.constant(json), (request) => ({
            ...request,
            payload: Buffer.alloc(0),
          })),
        ]
      : []),
    spoil(operation, 'JSON cut off', badBody, fc.double({ min: 0, max: 1, noNaN: true }), (request, share) => {
      const bytes = bytesOf(request);
      const length = Math.max(1, Math.floor(share * (bytes.length - 1)));
      return { ...request, payload: bytes.subarray(0, length) };
    }),
    spoil(operation, 'a member given twice', badBody, textsOfLength(0, 20), (request, name) => ({
      ...request,
      payload: Buffer.from(`{${JSON.stringify(name)}:1,${JSON.stringify(name)}:1}`),
    })),
    spoil(operation, 'JSON and more', badBody, additions, (request, more) => ({
      ...request,
      payload: Buffer.concat([bytesOf(request), Buffer.from(more)]),
    })),
    spoil(operation, 'not UTF-8', badBody, fc.tuple(notUtf8, fc.nat()), (request, [wrong, at]) => {
      const bytes = bytesOf(request);
      const place = at % (bytes.length + 1);
      const payload = Buffer.concat([bytes.subarray(0, place), Buffer.from(wrong), bytes.subarray(place)]);
      return { ...request, payload };
    }),
  ];
}

const otherTypes = fc.constantFrom(
  ...['text/plain', 'application/xml', 'application/jsonx', 'application/json; charset=latin1', 'garbage', ''],
);
const encodings = fc.constantFrom('gzip', 'br', 'deflate', 'x');

/** Bodies of another media type, content encoding or size. */
function unsupportedBodies(operation: ContractOperation, maxBytes: number): RequestViolation[] {
  return [
    spoil(operation, 'another media type', badType, otherTypes, (request, type) =>
      withHeaders(request, { 'content-type': type }),
    ),
    spoil(operation, 'no media type', badType, fc.constant('content-type'), (request, name) => ({
      ...request,
      headers: Object.fromEntries(Object.entries(request.headers ?? {}).filter(([other]) => other !== name)),
    })),
    spoil(operation, 'compressed', badType, encodings, (request, encoding) =>
      withHeaders(request, { 'content-encoding': encoding }),
    ),
    spoil(operation, 'too large', tooLarge, fc.nat(100), (request, extra) => ({
      ...request,
      payload: Buffer.concat([bytesOf(request), Buffer.alloc(maxBytes + 1 + extra, ' ')]),
    })),
  ];
}

function bodyFormViolations(operation: ContractOperation): RequestViolation[] {
  const { body } = operation;
  if (!body) return unexpectedBodies(operation);
  return [...malformedBodies(operation, body.required), ...unsupportedBodies(operation, body.maxBytes)];
}

/** Every way in which a request cannot be read as one of the operation, or has no token. */
export function formViolations(operation: ContractOperation): RequestViolation[] {
  const { responses } = operation;
  const accepts = fc.constantFrom(
    ...['text/html', 'image/*', 'application/xml, text/*;q=0.5', '*/*;q=0', 'application/json;q=0'],
  );
  return [
    ...queryViolations(operation),
    ...pathViolations(operation),
    ...bodyFormViolations(operation),
    ...(responses.has(406)
      ? [
          spoil(operation, 'nothing acceptable', notAcceptable, accepts, (request, accept) =>
            withHeaders(request, { accept }),
          ),
        ]
      : []),
    ...(responses.has(401)
      ? [
          spoil(operation, 'no token', noToken, fc.constant(''), (request) => {
            const { as: _, ...anonymous } = request;
            return anonymous;
          }),
        ]
      : []),
  ];
}
