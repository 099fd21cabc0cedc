import { bearerChallenge, problem, unavailable, type ProblemAnswer } from '../../values/problems.ts';
import type { CompiledContract, CompiledOperation, CompiledResponses } from '../types/compiled.ts';
import { problemBody, problemMediaType } from '../response/problem-body.ts';
import { successMediaTypes } from '../request/form.ts';
import { rateHeaders } from '../request/rate-limit.ts';
import { checkResponse } from '../response/check-response.ts';
import { overloaded } from './shedding.ts';

// Sample values for the parts of a refusal that depend on the request.
const challenge = { headers: { 'WWW-Authenticate': bearerChallenge } };
const fault = { parameter: 'name', detail: 'is required', code: 'required' };
const rate = { limit: 1, remaining: 0, resetSeconds: 1, exceeded: true };
const requestId = '00000000-0000-4000-8000-000000000000';

/** Returns one of each refusal that the engine itself, not a handler, may send for an operation. */
function operationRefusals(operation: CompiledOperation): readonly ProblemAnswer[] {
  const { method, security, owner, pathParameters, queryParameters, headerParameters, body } = operation;
  const parameters = [...pathParameters, ...queryParameters, ...headerParameters];
  const hasValues = parameters.length > 0 || body !== undefined;
  return [
    problem('/problems/invalid-query'),
    problem('/problems/internal-error'),
    problem('/problems/too-many-requests', { headers: { 'Retry-After': 1 } }),
    ...(successMediaTypes(operation).length > 0 ? [problem('/problems/not-acceptable')] : []),
    ...(method === 'GET' ? [] : [problem('/problems/unsupported-media-type')]),
    // Tokens cannot be verified while the keys are unavailable: 503.
    ...(security === undefined ? [] : [problem('/problems/invalid-token', challenge), unavailable(undefined).answer]),
    ...(owner === undefined ? [] : [problem('/problems/forbidden')]),
    ...(hasValues ? [problem('/problems/validation-failed', { errors: [fault] })] : []),
    // A long body waits for its turn, and not for ever: 503.
    ...(body ? [problem('/problems/malformed-body'), problem('/problems/content-too-large'), overloaded] : []),
  ];
}

/** One of each refusal that belongs to no operation. */
const serverRefusals = [
  problem('/problems/malformed-request'),
  problem('/problems/malformed-path'),
  problem('/problems/not-found'),
  problem('/problems/method-not-allowed', { headers: { Allow: 'GET' } }),
  problem('/problems/request-timeout'),
  problem('/problems/expectation-failed'),
  problem('/problems/header-fields-too-large'),
  problem('/problems/internal-error'),
  overloaded,
];

function check(
  who: string,
  responses: CompiledResponses,
  refusals: readonly ProblemAnswer[],
  headersSet: object,
): void {
  for (const answer of refusals) {
    const { status, headers = {} } = answer;
    const body = problemBody(answer, '/', requestId);
    const sent = { status, headers, mediaType: problemMediaType, body };
    const known = new Map<string, unknown>(Object.entries(headersSet));
    const { fault: broken } = checkResponse(responses, sent, (name) => known.get(name));
    if (broken === undefined) continue;
    throw new Error(`${who} does not allow the engine to answer ${answer.problem}: ${broken}.`);
  }
}

/**
 * Checks at start that the contract declares the engine's own refusals. One that it does not declare would become a 500
 * when it is first sent.
 *
 * @throws Error naming the operation and the undeclared part
 */
export function checkEngineRefusals({ operations, serverResponses }: CompiledContract): void {
  check('The part x-server-responses of the contract', serverResponses, serverRefusals, {});
  for (const operation of operations) {
    check(`The operation ${operation.id}`, operation.responses, operationRefusals(operation), rateHeaders(rate));
  }
}
