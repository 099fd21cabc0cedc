import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';
import { problem, retryAfter, type ProblemAnswer } from '../../values/problems.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';

/** Time in which refused requests are counted for one line of the log. */
const countedMs = 1_000;

/** The refusal of a request that there is no time for. */
export const overloaded: ProblemAnswer = problem('/problems/service-unavailable', {
  detail: 'The server is overloaded. Nothing was done. Try again later.',
  headers: retryAfter,
});

/**
 * Makes the function that refuses a request of an overloaded server. It must cost little: there is no check of the
 * answer, which is made of constants and was checked at the start, and one line in the log for all of a second.
 *
 * @param headersOf returns the headers that every response to a request carries
 */
export function createShedding(headersOf: (request: IncomingMessage) => object, log: FastifyBaseLogger) {
  let shed = 0;
  function count(): void {
    shed += 1;
    if (shed > 1) return;
    setTimeout(() => {
      log.warn({ shed }, 'overloaded: requests were refused');
      shed = 0;
    }, countedMs).unref();
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    count();
    const text = JSON.stringify(problemBody(overloaded, request.url ?? '/', randomUUID()));
    const headers = {
      ...headersOf(request),
      ...overloaded.headers,
      'content-type': problemMediaType,
      'content-length': Buffer.byteLength(text),
    };
    response.writeHead(overloaded.status, headers).end(request.method === 'HEAD' ? undefined : text);
  };
}
