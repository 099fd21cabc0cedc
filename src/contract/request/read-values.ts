import type { FastifyRequest } from 'fastify';
import type { CompiledOperation, CompiledParameter } from '../types/compiled.ts';
import { headerTexts, repeatedHeaders } from './header-texts.ts';
import { parseJson } from './json-body.ts';
import { unsupportedMediaType } from './media-type.ts';
import type { QueryTexts } from './query-string.ts';
import { pathTexts } from './route-path.ts';

/** The values of a request, read from their text. The request check fills in the defaults of the query. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
  /** The headers that may be sent once, and were sent more often. */
  readonly repeatedHeaders: readonly string[];
  readonly body: unknown;
}

const decimal = /^(?:0|-?[1-9]\d*)$/;

/**
 * Reads a parameter as the type the contract declares. An integer must be a plain decimal (not `0x10`, `1e1`, `1.0`,
 * `+1` or `01`) that a JSON number holds exactly. Any other text stays a string, and the schema refuses it.
 */
export function readParameter({ integer }: CompiledParameter, text: string): unknown {
  if (!integer || !decimal.test(text)) return text;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/**
 * Reads the body that Fastify has buffered. Fastify reads no body of a GET: it has no meaning there (RFC 9110, section
 * 9.3.1).
 *
 * @param mediaType as the form step found it; undefined if there is no body of a declared type
 * @returns undefined if there is no body
 * @throws ProblemError 400 if it is not unambiguous JSON in UTF-8, 415 if there is a body of no declared type
 */
function readBody({ body }: CompiledOperation, bytes: unknown, mediaType: string | undefined): unknown {
  if (!Buffer.isBuffer(bytes)) return undefined;
  const isAbsent = bytes.length === 0 && body?.required !== true;
  if (isAbsent) return undefined;
  if (mediaType === undefined) throw unsupportedMediaType(body && [...body.content.keys()]);
  return parseJson(bytes);
}

/** Reads the parameters that have a text, or several of a list. */
export function readParameters(parameters: readonly CompiledParameter[], texts: QueryTexts): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const text = texts[parameter.name];
    if (text === undefined) continue;
    values[parameter.name] =
      typeof text === 'string' ? readParameter(parameter, text) : text.map((item) => readParameter(parameter, item));
  }
  return values;
}

/** Reads all values of a request. @throws ProblemError 400 or 415 for a body that cannot be read */
export function readValues(operation: CompiledOperation, request: FastifyRequest): RequestValues {
  const { query: queryTexts = {}, mediaType } = request.form ?? {};
  const { headerParameters } = operation;
  return {
    path: readParameters(operation.pathParameters, pathTexts(request)),
    query: readParameters(operation.queryParameters, queryTexts),
    headers: readParameters(headerParameters, headerTexts(headerParameters, request.raw)),
    repeatedHeaders: repeatedHeaders(headerParameters, request.raw),
    body: readBody(operation, request.body, mediaType),
  };
}
