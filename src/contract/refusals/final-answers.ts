import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { problem, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';
import { checkResponse } from '../response/check-response.ts';

/** Converts an error of Node's HTTP parser. */
export function parserProblem(code: string | undefined): ProblemAnswer {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return problem('/problems/header-fields-too-large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problem('/problems/request-timeout');
    default:
      return problem('/problems/malformed-request');
  }
}

/** The parts of every refusal that is sent without Fastify. */
export interface FinalAnswerOptions {
  readonly responses: CompiledResponses;
  /** Headers that every response carries. */
  readonly headers: Readonly<Record<string, string>>;
  readonly log: FastifyBaseLogger;
}

/** Checks and logs a refusal, and returns the response to write. The connection is closed after it. */
function finalResponse(refusal: ProblemAnswer, target: string, { responses, headers, log }: FinalAnswerOptions) {
  const requestId = randomUUID();
  const body = problemBody(refusal, target, requestId);
  const own = refusal.headers ?? {};
  const { fault } = checkResponse(
    responses,
    { status: refusal.status, headers: own, mediaType: problemMediaType, body },
    () => undefined,
  );
  if (fault === undefined)
    log.info({ reqId: requestId, status: refusal.status, problem: refusal.problem }, 'not a request');
  else log.error({ reqId: requestId, status: refusal.status, fault }, 'the answer breaks the contract');
  const sent = fault === undefined ? body : problemBody(problem('/problems/internal-error'), target, requestId);
  const text = JSON.stringify(sent);
  const length = Buffer.byteLength(text);
  return {
    status: sent.status,
    text,
    headers: { ...headers, ...own, 'Content-Type': problemMediaType, 'Content-Length': length, Connection: 'close' },
  };
}

/** Answers bytes that never became a request with a problem. There is only a socket to write to. */
export function writeFinalAnswer(socket: Socket, refusal: ProblemAnswer, options: FinalAnswerOptions): void {
  const { status, headers, text } = finalResponse(refusal, '/', options);
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...head, '', text].join('\r\n'));
}

/** Refuses a request before Fastify sees it. */
export function sendFinalAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: ProblemAnswer,
  options: FinalAnswerOptions,
): void {
  const { status, headers, text } = finalResponse(refusal, request.url ?? '/', options);
  response.writeHead(status, headers).end(text);
}
