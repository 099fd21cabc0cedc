import { randomUUID } from 'node:crypto';
import { ServerResponse, STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { problem, type ProblemAnswer } from '../problems.ts';
import { problemBody, problemMediaType } from './problem-body.ts';

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

/** Answers what is not HTTP with a problem, as everything else is answered, and closes the connection. */
export function answerClientError(
  error: Error & { readonly code?: string },
  socket: Socket,
  log: FastifyBaseLogger,
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable || isAnswering(socket)) {
    socket.destroy();
    return;
  }
  const requestId = randomUUID();
  const refusal = parserProblem(error.code);
  const { status } = refusal;
  const body = JSON.stringify(problemBody(refusal, '/', requestId));
  log.info({ reqId: requestId, code: error.code, status }, 'not a request');
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      `Content-Type: ${problemMediaType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** Answers an `Expect` header that Node does not know (RFC 9110, section 10.1.1), which never becomes a request either. */
export function answerExpectation(request: IncomingMessage, response: ServerResponse, log: FastifyBaseLogger): void {
  const requestId = randomUUID();
  const refusal = problem('/problems/expectation-failed');
  log.info({ reqId: requestId, status: refusal.status }, 'not a request');
  const body = JSON.stringify(problemBody(refusal, request.url ?? '/', requestId));
  const headers = { 'Content-Type': problemMediaType, 'Content-Length': Buffer.byteLength(body), Connection: 'close' };
  response.writeHead(refusal.status, headers).end(body);
}
