import { randomUUID } from 'node:crypto';
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { problem, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';
import { checkResponse } from '../response/check-response.ts';

/** Converts an error of Node's HTTP parser. */
function parserProblem(code: string | undefined): ProblemAnswer {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('/problems/header-fields-too-large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('/problems/request-timeout');
    default:
      return problem('/problems/malformed-request');
  }
}

/**
 * True while an earlier request on this socket is still being answered: the client would take the refusal for its
 * response. Node keeps the current response in `_httpMessage`, and its own handler of parser errors reads it too.
 */
function isAnswering(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse && (response.req as IncomingMessage).complete;
}

/** The parts of every refusal that is sent without Fastify. */
export interface ParserRefusalOptions {
  readonly responses: CompiledResponses;
  /** Headers that every response carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: FastifyBaseLogger;
}

/** Checks and logs a refusal, and returns the response to write. The connection is closed after it. */
function finalResponse(refusal: ProblemAnswer, target: string, { responses, headers, log }: ParserRefusalOptions) {
  const requestId = randomUUID();
  const body = problemBody(refusal, target, requestId);
  const answer = { status: refusal.status, headers: {}, mediaType: problemMediaType, body };
  const { fault } = checkResponse(responses, answer, () => undefined);
  if (fault === undefined)
    log.info({ reqId: requestId, status: refusal.status, problem: refusal.problem }, 'not a request');
  else log.error({ reqId: requestId, status: refusal.status, fault }, 'the answer breaks the contract');
  const sent = fault === undefined ? body : problemBody(problem('/problems/internal-error'), target, requestId);
  const text = JSON.stringify(sent);
  const length = Buffer.byteLength(text);
  return {
    status: sent.status,
    text,
    headers: { ...headers, 'Content-Type': problemMediaType, 'Content-Length': length, Connection: 'close' },
  };
}

/**
 * Answers bytes that never became a request with a problem, and closes the connection. There is only a socket to write
 * to.
 */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
  options: ParserRefusalOptions,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const { status, headers, text } = finalResponse(parserProblem(error.code), '/', options);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', text].join('\r\n'));
}

/**
 * Answers a request with an `Expect` header that Node does not know (RFC 9110, section 10.1.1). Node does not pass it
 * on.
 */
export function answerExpectation(
  request: IncomingMessage,
  response: ServerResponse,
  options: ParserRefusalOptions,
): void {
  const refusal = problem('/problems/expectation-failed');
  const { status, headers, text } = finalResponse(refusal, request.url ?? '/', options);
  response.writeHead(status, headers).end(text);
}
