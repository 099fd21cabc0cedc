import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { problem, ProblemError, type ProblemAnswer } from '../problems.ts';
import { sendChecked, sendProblem } from './send.ts';

/** Knows the errors of some library as problems; undefined for any other error. */
export type TranslateError = (error: unknown) => ProblemError | undefined;

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('FST_');
}

/** What Fastify refuses before a route's own code runs. */
function frameworkProblem(error: FastifyError, request: FastifyRequest): ProblemAnswer | undefined {
  switch (error.code) {
    case 'FST_ERR_BAD_URL':
      return problem('/problems/malformed-path');
    case 'FST_ERR_CTP_BODY_TOO_LARGE': {
      const { bodyLimit } = request.routeOptions;
      return problem('/problems/content-too-large', { detail: `The request body may hold at most ${bodyLimit} bytes.` });
    }
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('/problems/malformed-body', { detail: 'The request body is not as long as Content-Length says.' });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('/problems/unsupported-media-type');
    default:
      return undefined;
  }
}

/**
 * Makes the one place where an error becomes an answer. What is expected is logged as a warning with its cause; anything else is
 * logged as an error and answered with a 500 that says nothing of it.
 */
export function createErrorHandler(translate: TranslateError) {
  function toAnswer(error: unknown, request: FastifyRequest): ProblemAnswer {
    const known = error instanceof ProblemError ? error : translate(error);
    if (known) {
      if (known.answer.status >= 500) request.log.warn({ err: known }, 'refused');
      return known.answer;
    }
    const framework = isFastifyError(error) ? frameworkProblem(error, request) : undefined;
    if (framework) return framework;
    request.log.error({ err: error }, 'unexpected error');
    return problem('/problems/internal-error');
  }

  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const answer = toAnswer(error, request);
    const { operation } = request.routeOptions.config;
    return operation ? sendChecked(request, reply, operation, answer) : sendProblem(request, reply, answer);
  };
}
