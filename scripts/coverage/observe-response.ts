/** Finds the items of the contract that a response exercises. */
import { ContractBreach } from './breach.ts';
import type { DeclaredContent, DeclaredResponse } from './declared.ts';
import { headerOf, mediaTypeOf, type Exchange } from './exchange.ts';
import { parseJson } from './json.ts';
import { itemsTaken } from './place.ts';
import { promised } from './security-headers.ts';
import { lookAtText } from './text-value.ts';
import type { Validator } from './validator.ts';

/** Headers of HTTP, the CORS protocol and browsers, which the contract does not declare. */
const transportHeaders = new Set([
  ...Object.keys(promised),
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-max-age',
  'connection',
  'content-length',
  'content-type',
  'date',
  'keep-alive',
  'transfer-encoding',
  'vary',
]);

/** An operation, or the server, with its responses. */
export interface Answering {
  readonly id: string;
  readonly responses: ReadonlyMap<number, DeclaredResponse>;
}

function observeHeaders(response: DeclaredResponse, exchange: Exchange, validate: Validator): string[] {
  const declared = new Set(response.headers.map(({ name }) => name.toLowerCase()));
  for (const name of Object.keys(exchange.headers)) {
    if (declared.has(name.toLowerCase()) || transportHeaders.has(name.toLowerCase())) continue;
    throw new ContractBreach(exchange, `${response.item} does not declare the header ${name}.`);
  }
  return response.headers.flatMap((header) => {
    const { items, fault } = lookAtText(header, headerOf(exchange.headers, header.name), validate);
    if (fault !== undefined) throw new ContractBreach(exchange, fault);
    return items;
  });
}

function contentOf({ item, content }: DeclaredResponse, exchange: Exchange): DeclaredContent | undefined {
  const mediaType = mediaTypeOf(exchange.headers);
  if (mediaType === undefined && content.size === 0) return undefined;
  const declared = mediaType === undefined ? undefined : content.get(mediaType);
  if (declared) return declared;
  throw new ContractBreach(exchange, `${item} does not declare the media type ${mediaType ?? '(none)'}.`);
}

function observeBody(response: DeclaredResponse, exchange: Exchange, validate: Validator): string[] {
  // An answer to HEAD has no body and may omit the headers that describe it (RFC 9110, section 9.3.2).
  const isHead = exchange.method === 'HEAD';
  const declared = isHead && mediaTypeOf(exchange.headers) === undefined ? undefined : contentOf(response, exchange);
  if (isHead || !declared) {
    if (exchange.body === '') return [];
    throw new ContractBreach(exchange, `${response.item} does not declare a body.`);
  }
  const body = parseJson(exchange.body);
  if (body === undefined) throw new ContractBreach(exchange, `${declared.item}: the body is not JSON.`);
  const fault = validate(declared.schema, body);
  if (fault !== undefined)
    throw new ContractBreach(exchange, `${declared.item}: the body breaks its schema: ${fault}.`);
  return [declared.item, ...itemsTaken(declared.place, body)];
}

/**
 * Lists the items that an answer exercises.
 *
 * @throws ContractBreach if its status, a header, its media type or its body is not declared
 */
export function observeResponse({ id, responses }: Answering, exchange: Exchange, validate: Validator): string[] {
  const response = responses.get(exchange.status);
  if (!response) throw new ContractBreach(exchange, `${id} does not declare this status.`);
  const headers = observeHeaders(response, exchange, validate);
  return [response.item, ...headers, ...observeBody(response, exchange, validate)];
}
