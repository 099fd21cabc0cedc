import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from './problem-body.ts';
import { checkResponse, type HeaderValue, type OutgoingAnswer } from './check-response.ts';

/** What a handler answers, its types already proved by the compiler and to be proved again by the response check. */
export type HandlerAnswer =
  | ProblemAnswer
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, HeaderValue>>;
      /** JSON where nothing else is said. */
      readonly mediaType?: string;
      readonly body?: unknown;
    };

function outgoing(answer: HandlerAnswer, request: FastifyRequest): OutgoingAnswer {
  if ('problem' in answer) {
    const body = problemBody(answer, request.url, request.id);
    return { status: answer.status, headers: answer.headers ?? {}, mediaType: problemMediaType, body };
  }
  const { status, headers = {}, mediaType = 'application/json', body } = answer;
  return { status, headers, mediaType: body === undefined ? undefined : mediaType, body };
}

function write(reply: FastifyReply, { status, headers, mediaType }: OutgoingAnswer, text: string | undefined): void {
  reply.code(status).headers(headers);
  if (mediaType === undefined || text === undefined) void reply.send();
  else void reply.header('content-type', mediaType).send(text);
}

/**
 * Sends an answer that keeps the contract. One that breaks it is logged with the operation, the status and the fault, and
 * becomes a 500 that says nothing of it.
 *
 * @param responses what the operation declares, or the server where there is none
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  responses: CompiledResponses,
  answer: HandlerAnswer,
): void {
  const sent = outgoing(answer, request);
  const verdict = checkResponse(responses, sent, (name) => reply.getHeader(name));
  if (verdict.fault === undefined) {
    write(reply, sent, verdict.text);
    return;
  }
  const { operation } = request.routeOptions.config;
  request.log.error(
    { operation: operation?.id, status: sent.status, fault: verdict.fault },
    'the answer breaks the contract',
  );
  const failure = outgoing(problem('/problems/internal-error'), request);
  write(reply, failure, JSON.stringify(failure.body));
}
