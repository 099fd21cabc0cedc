import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { problem, ProblemError, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledResponses } from '../types/compiled.ts';
import { sendAnswer } from '../response/send-answer.ts';
import type { RefusalLog } from './refusal-log.ts';
import { errorCode } from '../../values/error-code.ts';

function isFastifyError(error: unknown): error is FastifyError {
  return errorCode(error)?.startsWith('FST_') === true;
}

/**
 * Refuses a request body. If the operation declares none, the body itself is the fault, whatever else is wrong with it.
 */
function bodyProblem(
  { routeOptions }: FastifyRequest,
  type: '/problems/malformed-body' | '/problems/content-too-large',
  options: { readonly detail?: string } = {},
): ProblemAnswer {
  return routeOptions.config.operation?.body ? problem(type, options) : problem('/problems/unsupported-media-type');
}

/** Converts an error that Fastify raises before the code of a route runs. */
function frameworkProblem(error: FastifyError, request: FastifyRequest): ProblemAnswer | undefined {
  switch (error.code) {
    case 'FST_ERR_BAD_URL':
      return problem('/problems/malformed-path');
    case 'FST_ERR_CTP_BODY_TOO_LARGE': {
      const detail = `The request body may hold at most ${request.routeOptions.bodyLimit} bytes.`;
      return bodyProblem(request, '/problems/content-too-large', { detail });
    }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH': {
      const detail = 'The request body is not as long as Content-Length says.';
      return bodyProblem(request, '/problems/malformed-body', { detail });
    }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('/problems/unsupported-media-type');
    default:
      return undefined;
  }
}

/**
 * Returns true if the body of a request broke off or is malformed. Node reports both as a lost connection, and the
 * client is usually gone.
 */
function isBrokenOff(error: unknown, { raw }: FastifyRequest): boolean {
  return errorCode(error) === 'ECONNRESET' && raw.destroyed;
}

function toAnswer(error: unknown, request: FastifyRequest, refusals: RefusalLog): ProblemAnswer {
  if (error instanceof ProblemError) {
    if (error.answer.status >= 500) request.log.warn({ err: error }, 'refused');
    return error.reason === undefined ? error.answer : refusals.explain(error.reason, error.answer, request);
  }
  const framework = isFastifyError(error) ? frameworkProblem(error, request) : undefined;
  if (framework) return framework;
  if (isBrokenOff(error, request)) return bodyProblem(request, '/problems/malformed-body');
  request.log.error({ err: error }, 'unexpected error');
  return problem('/problems/internal-error');
}

/**
 * Makes the error handler: the one place where an error becomes a response. It logs the cause of a refusal. It logs an
 * unexpected error at level error, and the client gets a 500 without details.
 */
export function createErrorHandler(serverResponses: CompiledResponses, refusals: RefusalLog) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { operation } = request.routeOptions.config;
    sendAnswer(request, reply, operation?.responses ?? serverResponses, toAnswer(error, request, refusals));
  };
}
