import { randomUUID } from 'node:crypto';
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { problem, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';
import { checkResponse } from '../response/check-response.ts';

/** What Node's HTTP parser refuses never becomes a request: there is only a socket to answer on. */
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
 * Whether a whole request came before what is refused, and is being answered: this would be taken for its answer. Node keeps what it
 * answers on the socket, and its own handler of such errors looks there too.
 */
function isAnswering(socket: Socket): boolean {
  const response: unknown = Reflect.get(socket, '_httpMessage');
  return response instanceof ServerResponse && (response.req as IncomingMessage).complete;
}

/** How what no request is made of is answered. */
export interface LastWordsOptions {
  readonly responses: CompiledResponses;
  /** What every answer carries beside its own headers. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: FastifyBaseLogger;
}

/** A problem as what goes out on a connection that is closed after it. */
function lastWords(refusal: ProblemAnswer, target: string, { responses, headers, log }: LastWordsOptions) {
  const requestId = randomUUID();
  const body = problemBody(refusal, target, requestId);
  const answer = { status: refusal.status, headers: {}, mediaType: problemMediaType, body };
  const { fault } = checkResponse(responses, answer, () => undefined);
  if (fault !== undefined)
    log.error({ reqId: requestId, status: answer.status, fault }, 'the answer breaks the contract');
  else log.info({ reqId: requestId, status: answer.status, problem: refusal.problem }, 'not a request');
  const { status, text } =
    fault === undefined
      ? { status: answer.status, text: JSON.stringify(body) }
      : { status: 500, text: JSON.stringify(problemBody(problem('/problems/internal-error'), target, requestId)) };
  const length = Buffer.byteLength(text);
  return {
    status,
    text,
    headers: { ...headers, 'Content-Type': problemMediaType, 'Content-Length': length, Connection: 'close' },
  };
}

/** Answers what is not HTTP with a problem, as everything else is answered, and closes the connection. */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
  options: LastWordsOptions,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const { status, headers, text } = lastWords(parserProblem(error.code), '/', options);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', text].join('\r\n'));
}

/** Answers an `Expect` header that Node does not know (RFC 9110, section 10.1.1), which never becomes a request either. */
export function answerExpectation(request: IncomingMessage, response: ServerResponse, options: LastWordsOptions): void {
  const refusal = problem('/problems/expectation-failed');
  const { status, headers, text } = lastWords(refusal, request.url ?? '/', options);
  response.writeHead(status, headers).end(text);
}
