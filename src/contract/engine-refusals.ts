import { problem, unavailable, type ProblemAnswer } from '../problems.ts';
import type { OperationPlan } from './plan.ts';
import { problemBody, problemMediaType } from './problem-body.ts';
import type { ResponseCheck } from './response-check.ts';

const challenge = { headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api"' } };
const fault = { parameter: 'name', detail: 'is required', code: 'required' };

/** One of every refusal that the engine itself, and not a handler, may answer for an operation. */
export function engineRefusals(plan: OperationPlan): readonly ProblemAnswer[] {
  const { method, security, owner, pathParameters, queryParameters, body, responses } = plan;
  const hasContent = [...responses].some(([status, { content }]) => status < 400 && content.size > 0);
  const hasValues = pathParameters.length + queryParameters.length > 0 || body !== undefined;
  return [
    problem('/problems/malformed-path'),
    problem('/problems/invalid-query'),
    problem('/problems/internal-error'),
    ...(hasContent ? [problem('/problems/not-acceptable')] : []),
    ...(method === 'GET' ? [] : [problem('/problems/unsupported-media-type')]),
    // Where the keys cannot be had, nobody can tell who asks.
    ...(security === undefined ? [] : [problem('/problems/invalid-token', challenge), unavailable(undefined).answer]),
    ...(owner === undefined ? [] : [problem('/problems/forbidden')]),
    ...(hasValues ? [problem('/problems/validation-failed', { errors: [fault] })] : []),
    ...(body ? [problem('/problems/malformed-body'), problem('/problems/content-too-large')] : []),
  ];
}

/**
 * Tries the engine's own refusals on the contract, so that none becomes a 500 when it is needed.
 *
 * @throws naming the operation and what it does not declare
 */
export function checkEngineRefusals(plan: OperationPlan, checkResponse: ResponseCheck): void {
  for (const answer of engineRefusals(plan)) {
    const { status, headers = {} } = answer;
    const body = problemBody(answer, '/', 'boot');
    const broken = checkResponse({ status, headers, mediaType: problemMediaType, body });
    if (broken === undefined) continue;
    throw new Error(`The operation ${plan.id} does not allow the engine to answer ${answer.problem}: ${broken}.`);
  }
}
