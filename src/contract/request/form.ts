import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import { countHeader } from '../../values/header-count.ts';
import { ProblemError } from '../../values/problems.ts';
import type { CompiledOperation } from '../types/compiled.ts';
import { accepts, matchContentType, unsupportedMediaType } from './media-type.ts';
import { checkValues } from './check-values.ts';
import { headerTexts, repeatedHeaders } from './header-texts.ts';
import { parseQuery, type QueryTexts } from './query-string.ts';
import { readParameters } from './read-values.ts';
import { pathTexts } from './route-path.ts';
import { hasBody } from '../../values/has-body.ts';

/** The parts of a request that are read before its body. */
export interface RequestForm {
  readonly query: QueryTexts;
  /** The declared media type of the body. Undefined if there is no body, or only one that may turn out to be empty. */
  readonly mediaType: string | undefined;
}

/** A step at Fastify's preParsing hook, where the headers are read and the body is not. */
type FormStep = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: RequestPayload,
  done: (error: null, payload: RequestPayload) => void,
) => void;

/** Returns the media types of an operation's successful responses. */
export function successMediaTypes({ responses }: CompiledOperation): string[] {
  return [...responses].filter(([status]) => status < 400).flatMap(([, { content }]) => [...content.keys()]);
}

/**
 * Finds the declared media type of a body.
 *
 * @param required false if the body may be absent: one of unknown length may turn out to be empty
 * @throws ProblemError 400 if there is no body and it is required, 415 if it has another type
 */
function bodyMediaType(request: IncomingMessage, accepted: readonly string[], required: boolean): string | undefined {
  if (!hasBody(request)) {
    if (!required) return undefined;
    throw new ProblemError('/problems/malformed-body', { detail: 'The request body is missing.' });
  }
  const { 'content-encoding': encoding = 'identity', 'content-type': contentType } = request.headers;
  const mediaType = encoding.toLowerCase() === 'identity' ? matchContentType(contentType, accepted) : undefined;
  if (mediaType !== undefined && countHeader(request, 'content-type') === 1) return mediaType;
  if (required || 'content-length' in request.headers) throw unsupportedMediaType(accepted);
  return undefined;
}

/**
 * Hides the Content-Type of a body that is not declared, or empty. Fastify would refuse a type it does not know, even
 * on an empty body; `readBody()` refuses the body itself if there is one.
 */
function ignoreMediaType({ headers }: IncomingMessage): void {
  if ('content-type' in headers) delete headers['content-type'];
}

/**
 * Refuses a body that is not declared, if the client waits for a `100 Continue` before it sends the body. Without that,
 * the body is read first, because it may be empty. The body of a GET or HEAD is
 * ignored.
 *
 * @throws ProblemError 415
 */
function refuseExpectedBody(request: IncomingMessage): void {
  const isIgnored = request.method === 'GET' || request.method === 'HEAD';
  if (request.headers.expect === undefined || isIgnored || !hasBody(request)) return;
  throw new ProblemError('/problems/unsupported-media-type');
}

/** Finds the values in path, query and headers that break the contract, in sentences. */
function valueFaults(operation: CompiledOperation, request: FastifyRequest, texts: QueryTexts): string[] {
  const { headerParameters } = operation;
  const path = readParameters(operation.pathParameters, pathTexts(request));
  const query = readParameters(operation.queryParameters, texts);
  const headers = readParameters(headerParameters, headerTexts(headerParameters, request.raw));
  const repeated = repeatedHeaders(headerParameters, request.raw);
  const values = { path, query, headers, repeatedHeaders: repeated, body: undefined };
  return checkValues(operation, values, undefined).map((fault) => {
    const place =
      'header' in fault ? `header "${fault.header}"` : `parameter "${'parameter' in fault ? fault.parameter : ''}"`;
    return `The ${place} ${fault.detail}.`;
  });
}

/**
 * Makes the step that reads the form of a request: query string, Accept and Content-Type.
 *
 * @returns a step that refuses with 400, 406 or 415
 */
export function readForm(operation: CompiledOperation): FormStep {
  const declaredQuery = new Map(operation.queryParameters.map((parameter) => [parameter.name, parameter]));
  const answered = successMediaTypes(operation);
  const { body } = operation;
  return (request, _reply, payload, done) => {
    const { raw } = request;
    const query = parseQuery(raw.url ?? '', declaredQuery, (texts) => valueFaults(operation, request, texts));
    if (answered.length > 0 && !accepts(raw.headers.accept, answered)) {
      throw new ProblemError('/problems/not-acceptable', {
        detail: `This operation answers in: ${answered.join(', ')}.`,
      });
    }
    if (!body) refuseExpectedBody(raw);
    const mediaType = body && bodyMediaType(raw, [...body.content.keys()], body.required);
    if (mediaType === undefined) ignoreMediaType(raw);
    request.form = { query, mediaType };
    done(null, payload);
  };
}
