import type { FastifyReply, FastifyRequest } from 'fastify';
import { problem, type ProblemAnswer } from '../problems.ts';
import { problemBody, problemMediaType } from './problem-body.ts';
import type { OutgoingAnswer, ResponseCheck } from './response-check.ts';

/** What a handler answers, its types already proved by the compiler and to be proved again by the response check. */
export type HandlerAnswer =
  | ProblemAnswer
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string | number>>;
      readonly body?: unknown;
    };

function outgoing(answer: HandlerAnswer, request: FastifyRequest): OutgoingAnswer {
  if ('problem' in answer) {
    const body = problemBody(answer, request.url, request.id);
    return { status: answer.status, headers: answer.headers ?? {}, mediaType: problemMediaType, body };
  }
  const { status, headers = {}, body } = answer;
  return { status, headers, mediaType: body === undefined ? undefined : 'application/json', body };
}

function write(reply: FastifyReply, { status, headers, mediaType, body }: OutgoingAnswer): FastifyReply {
  reply.code(status).headers(headers);
  if (mediaType === undefined) return reply.send();
  return reply.header('content-type', mediaType).send(JSON.stringify(body));
}

/** Sends a problem that belongs to no operation. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, answer: ProblemAnswer): FastifyReply {
  return write(reply, outgoing(answer, request));
}

/**
 * Sends an answer that keeps the contract. One that breaks it is logged with the operation, the status and the fault, and
 * becomes a 500 that says nothing of it.
 */
export function sendChecked(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: { readonly id: string; readonly checkResponse: ResponseCheck },
  answer: HandlerAnswer,
): FastifyReply {
  const sent = outgoing(answer, request);
  const fault = operation.checkResponse(sent);
  if (fault === undefined) return write(reply, sent);
  request.log.error({ operation: operation.id, status: sent.status, fault }, 'the answer breaks the contract');
  return sendProblem(request, reply, problem('/problems/internal-error'));
}
