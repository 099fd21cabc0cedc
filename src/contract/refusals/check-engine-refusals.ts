import { problem, unavailable, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledContract, CompiledOperation, CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';
import { rateHeaders } from '../request/rate-limit.ts';
import { checkResponse } from '../response/check-response.ts';

const challenge = { headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api"' } };
const fault = { parameter: 'name', detail: 'is required', code: 'required' };
const rate = { limit: 1, remaining: 0, resetSeconds: 1, exceeded: true };
const requestId = '00000000-0000-4000-8000-000000000000';

/** One of every refusal that the engine itself, and not a handler, may answer for an operation. */
function operationRefusals(operation: CompiledOperation): readonly ProblemAnswer[] {
  const { method, security, owner, pathParameters, queryParameters, body, responses } = operation;
  const hasContent = [...responses].some(([status, { content }]) => status < 400 && content.size > 0);
  const hasValues = pathParameters.length + queryParameters.length > 0 || body !== undefined;
  return [
    problem('/problems/invalid-query'),
    problem('/problems/internal-error'),
    problem('/problems/too-many-requests', { headers: { 'Retry-After': 1 } }),
    ...(hasContent ? [problem('/problems/not-acceptable')] : []),
    ...(method === 'GET' ? [] : [problem('/problems/unsupported-media-type')]),
    // Where the keys cannot be had, nobody can tell who asks.
    ...(security === undefined ? [] : [problem('/problems/invalid-token', challenge), unavailable(undefined).answer]),
    ...(owner === undefined ? [] : [problem('/problems/forbidden')]),
    ...(hasValues ? [problem('/problems/validation-failed', { errors: [fault] })] : []),
    ...(body ? [problem('/problems/malformed-body'), problem('/problems/content-too-large')] : []),
  ];
}

/** One of every refusal that belongs to no operation. */
const serverRefusals = [
  problem('/problems/malformed-request'),
  problem('/problems/malformed-path'),
  problem('/problems/not-found'),
  problem('/problems/method-not-allowed', { headers: { Allow: 'GET' } }),
  problem('/problems/request-timeout'),
  problem('/problems/expectation-failed'),
  problem('/problems/header-fields-too-large'),
  problem('/problems/internal-error'),
];

function check(who: string, responses: CompiledResponses, refusals: readonly ProblemAnswer[], set: object): void {
  for (const answer of refusals) {
    const { status, headers = {} } = answer;
    const body = problemBody(answer, '/', requestId);
    const sent = { status, headers, mediaType: problemMediaType, body };
    const known = new Map<string, unknown>(Object.entries(set));
    const { fault: broken } = checkResponse(responses, sent, (name) => known.get(name));
    if (broken === undefined) continue;
    throw new Error(`${who} does not allow the engine to answer ${answer.problem}: ${broken}.`);
  }
}

/**
 * Tries the engine's own refusals on the contract, so that none becomes a 500 when it is needed.
 *
 * @throws naming the operation and what it does not declare
 */
export function checkEngineRefusals({ operations, serverResponses }: CompiledContract): void {
  check('The part x-server-responses of the contract', serverResponses, serverRefusals, {});
  for (const operation of operations) {
    check(`The operation ${operation.id}`, operation.responses, operationRefusals(operation), rateHeaders(rate));
  }
}
