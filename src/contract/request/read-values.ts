import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../values/problems.ts';
import type { CompiledOperation, CompiledParameter } from '../types/compiled.ts';
import { parseJson } from './json-body.ts';
import { pathTexts } from './route-path.ts';

/** The values of a request, read from their text. The request check fills in the defaults of the query. */
export interface RequestValues {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
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
 * @param mediaType as the form step found it; undefined if the operation declares no body
 * @throws ProblemError 400 if it is not unambiguous JSON in UTF-8, 415 if there is a body and none is declared
 */
function readBody(bytes: unknown, mediaType: string | undefined): unknown {
  if (!Buffer.isBuffer(bytes)) return undefined;
  if (mediaType !== undefined) return parseJson(bytes);
  if (bytes.length > 0) throw new ProblemError('/problems/unsupported-media-type');
  return undefined;
}

/** Reads the parameters that have a text. */
export function readParameters(
  parameters: readonly CompiledParameter[],
  texts: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const parameter of parameters) {
    const text = texts[parameter.name];
    if (text !== undefined) values[parameter.name] = readParameter(parameter, text);
  }
  return values;
}

/** Reads all values of a request. @throws ProblemError 400 or 415 for a body that cannot be read */
export function readValues(operation: CompiledOperation, request: FastifyRequest): RequestValues {
  const { query: queryTexts = {}, mediaType } = request.form ?? {};
  return {
    path: readParameters(operation.pathParameters, pathTexts(request)),
    query: readParameters(operation.queryParameters, queryTexts),
    body: readBody(request.body, mediaType),
  };
}
