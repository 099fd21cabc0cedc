import type { IncomingMessage } from 'node:http';
import { ProblemError } from '../../values/problems.ts';
import type { CompiledOperation } from '../types/compiled.ts';
import { countHeader } from '../../values/header-count.ts';
import { parseJson } from './json-body.ts';
import { accepts, matchContentType } from './media-type.ts';
import { parseQuery } from './query-string.ts';

/** What is known of a request before its body is read. */
export interface RequestForm {
  readonly query: Readonly<Record<string, string>>;
  /** The declared media type that the body has; undefined where the operation has none. */
  readonly mediaType: string | undefined;
}

/** Checks whether a request can be read as one of the operation. @throws ProblemError 400, 406 or 415 */
export type FormCheck = (request: IncomingMessage) => RequestForm;

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0;
}

function successMediaTypes({ responses }: CompiledOperation): string[] {
  return [...responses].filter(([status]) => status < 400).flatMap(([, { content }]) => [...content.keys()]);
}

/** Makes the form check of one operation. */
export function compileFormCheck(operation: CompiledOperation): FormCheck {
  const declaredQuery = new Set(operation.queryParameters.map(({ name }) => name));
  const answered = successMediaTypes(operation);
  const accepted = [...(operation.body?.content.keys() ?? [])];
  const acceptedList = accepted.join(', ');

  function mediaTypeOf(request: IncomingMessage): string | undefined {
    if (!operation.body) {
      // What the body would be is nothing to refuse, as Fastify would: whether there is one tells when it is read.
      if ('content-type' in request.headers) delete request.headers['content-type'];
      return undefined;
    }
    if (!hasBody(request)) {
      throw new ProblemError('/problems/malformed-body', { detail: 'The request body is missing.' });
    }
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    const mediaType =
      encoding.toLowerCase() !== 'identity' ? undefined : matchContentType(request.headers['content-type'], accepted);
    if (mediaType !== undefined && countHeader(request, 'content-type') === 1) return mediaType;
    throw new ProblemError('/problems/unsupported-media-type', {
      detail: `Send the request body as: ${acceptedList}, with one Content-Type and without a Content-Encoding.`,
      headers: { Accept: acceptedList },
    });
  }

  return (request) => {
    const query = parseQuery(request.url ?? '', declaredQuery);
    if (answered.length > 0 && !accepts(request.headers.accept, answered)) {
      throw new ProblemError('/problems/not-acceptable', {
        detail: `This operation answers in: ${answered.join(', ')}.`,
      });
    }
    return { query, mediaType: mediaTypeOf(request) };
  };
}

/**
 * Reads what Fastify has read as the body. Of a GET it reads none: a body means nothing there (RFC 9110, section 9.3.1).
 *
 * @param mediaType as the form check found it
 * @throws ProblemError 400 where it is not unambiguous JSON in UTF-8, 415 where there is a body and the operation declares none
 */
export function readBody(bytes: unknown, mediaType: string | undefined): unknown {
  if (!Buffer.isBuffer(bytes)) return undefined;
  if (mediaType !== undefined) return parseJson(bytes);
  if (bytes.length > 0) throw new ProblemError('/problems/unsupported-media-type');
  return undefined;
}
