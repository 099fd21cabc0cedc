import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { ProblemError } from '../values/problems.ts';
import type { BoundHandler } from './bind-handlers.ts';
import { refuseEmptyParameters } from './refusals/empty-parameters.ts';
import { overloaded } from './refusals/shedding.ts';
import { checkValues } from './request/check-values.ts';
import { validationFailed } from './request/faults.ts';
import { readForm } from './request/form.ts';
import { limitRate, type RateLimiter } from './request/rate-limit.ts';
import { readValues } from './request/read-values.ts';
import { requireOwner } from './request/require-owner.ts';
import { routePath } from './request/route-path.ts';
import { runInTurn } from './request/turns.ts';
import { verifyToken } from './request/verify-token.ts';
import { sendAnswer } from './response/send-answer.ts';
import type { CompiledOperation } from './types/compiled.ts';
import type { SecurityHandler } from './types/security-handler.ts';

/** The functions that the pipeline of an operation calls. */
export interface PipelineOptions {
  readonly handle: BoundHandler;
  /** Undefined for a public operation. */
  readonly authenticate: SecurityHandler | undefined;
  readonly rateLimiter: RateLimiter;
  /** Turns an error of a handler into a problem. Returns undefined for an unexpected one, which becomes a 500. */
  readonly translateError: (error: unknown) => ProblemError | undefined;
  /** True in development: a 401 then tells the reason, and a 403 names both users. False by default. */
  readonly explainsToClients?: boolean;
}

/**
 * Makes the route of an operation. A request takes the steps below in this order, from top to bottom.
 *
 * A step refuses by throwing a ProblemError; the error handler (refusals/error-handler.ts) answers it. No step before
 * the handler uses the database. All of them are synchronous, except for a token whose key must be fetched: a promise
 * per step would cost every request CPU time.
 */
export function requestPipeline(operation: CompiledOperation, options: PipelineOptions): RouteOptions {
  return {
    method: operation.method,
    url: routePath(operation.path),
    config: { operation },
    onRequest: [
      refuseEmptyParameters, // 404
      verifyToken(options.authenticate, options.rateLimiter), // 401, 503, and 429 for refused tokens
      limitRate(options.rateLimiter), // 429
      requireOwner(operation.owner, options.explainsToClients ?? false), // 403
    ],
    preParsing: readForm(operation), // query, Accept, Content-Type: 400, 406, 415
    // Here Fastify buffers the body: 413. A limit of one byte is enough to notice a body where none is declared.
    bodyLimit: operation.body?.maxBytes ?? 1,
    handler: callHandler(operation, options), // 400, 415, 422, 503 for long bodies, and the handler's own answers
  };
}

/** Size in bytes above which a body is read in a turn of its own: reading the longest takes some milliseconds. */
const longBodyBytes = 4_096;

/** Makes the last steps: schema, handler, response check and send. */
function callHandler(operation: CompiledOperation, { handle, translateError }: PipelineOptions) {
  const { responses } = operation;
  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const values = readValues(operation, request);
    const faults = checkValues(operation, values, request.form?.mediaType);
    if (faults.length > 0) {
      sendAnswer(request, reply, responses, validationFailed(faults));
      return;
    }
    const { path, query, headers, body } = values;
    handle({ principal: request.principal, path, query, headers, body }, request)
      .then((answer) => sendAnswer(request, reply, responses, answer))
      .catch((error: unknown) => reply.send(translateError(error) ?? error));
  };
  const answerInTurn = (request: FastifyRequest, reply: FastifyReply): void => {
    const run = (): void => {
      try {
        answer(request, reply);
      } catch (error) {
        void reply.send(error);
      }
    };
    runInTurn(run, () => sendAnswer(request, reply, responses, overloaded));
  };
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const isLong = Buffer.isBuffer(request.body) && request.body.length > longBodyBytes;
    (isLong ? answerInTurn : answer)(request, reply);
  };
}
