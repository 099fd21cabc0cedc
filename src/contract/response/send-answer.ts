import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from './problem-body.ts';
import { checkResponse, type HeaderValue, type OutgoingAnswer, type Owner } from './check-response.ts';

/** A response of any handler. The compiler has checked its type; the response check validates its values. */
export type HandlerAnswer =
  | ProblemAnswer
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, HeaderValue>>;
      /** `application/json` by default. */
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

function ownerOf({ principal, routeOptions }: FastifyRequest): Owner | undefined {
  const member = routeOptions.config.operation?.owner;
  return member === undefined || !principal ? undefined : { member, userId: principal.userId };
}

function write(reply: FastifyReply, { status, headers, mediaType }: OutgoingAnswer, text: string | undefined): void {
  reply.code(status).headers(headers);
  if (mediaType === undefined || text === undefined) void reply.send();
  else void reply.header('content-type', mediaType).send(text);
}

/**
 * Checks a response against the contract and sends it. A response that breaks the contract is logged with its
 * operation, status and fault; the client gets a 500 without details.
 *
 * @param responses the declared responses of the operation, or of the server for a request outside any operation
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  responses: CompiledResponses,
  answer: HandlerAnswer,
): void {
  const sent = outgoing(answer, request);
  const verdict = checkResponse(responses, sent, (name) => reply.getHeader(name), ownerOf(request));
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
