import { Readable } from 'node:stream';
import type { LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import type { OperationId } from '../../src/contract/index.ts';
import { problems, type Fault, type ProblemType } from '../../src/values/problems.ts';
import { matchProblem, startServerWithoutDatabase, type TestRequest, type TestServer } from './server.ts';

/** The path of a user's tasks. */
export function tasksOf(userId: string): string {
  return `/api/${encodeURIComponent(userId)}/tasks`;
}

/**
 * Asserts a 422 that names exactly these faults, in any order.
 *
 * @param faults each as its place and its code: `/title minLength`, `limit maximum`
 */
export function matchFaults(
  t: Test,
  response: LightMyRequestResponse,
  member: 'pointer' | 'parameter',
  faults: readonly string[],
): void {
  matchProblem(t, response, 422, '/problems/validation-failed');
  const { errors = [] }: { errors?: readonly Fault[] } = response.json();
  const places = errors.map((fault) => {
    const place: Readonly<Record<string, string>> = { ...fault };
    return `${place[member] ?? `no ${member}`} ${fault.code}`;
  });
  t.same(places.sort(), [...faults].sort());
}

/** Asserts that a problem says what the table of problems says of it, and nothing of its own. */
function matchGeneric(t: Test, response: LightMyRequestResponse, status: number, type: ProblemType): string {
  matchProblem(t, response, status, type);
  const { request_id, instance, ...said }: Record<string, string> = response.json();
  const { title, detail } = problems[type];
  t.same(said, { type, title, status, detail });
  t.equal(instance, response.raw.req.url?.split('?')[0]);
  return request_id ?? '';
}

/** Asserts a 503 that says when to try again, and nothing of what is away. */
export function matchUnavailable(t: Test, response: LightMyRequestResponse): void {
  matchGeneric(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d{0,3}$/);
}

/** Asserts that the request which is one too many within a minute is refused, before the database is touched. */
export async function matchTooManyRequests(t: Test, request: TestRequest): Promise<void> {
  const server = await startServerWithoutDatabase(t, { requestsPerMinute: 2 });
  for (const remaining of ['1', '0']) {
    const { statusCode, headers } = await server.request(request);
    t.not(statusCode, 429);
    t.match(headers, {
      'ratelimit-limit': '2',
      'ratelimit-remaining': remaining,
      'ratelimit-reset': /^(60|[1-5]?\d)$/,
    });
  }
  const response = await server.request(request);
  matchGeneric(t, response, 429, '/problems/too-many-requests');
  t.match(response.headers, { 'ratelimit-limit': '2', 'ratelimit-remaining': '0', 'retry-after': /^[1-9]\d?$/ });
}

/** Asserts a 500 that says nothing of its cause, and that the log has the cause under the answer's request_id. */
export function matchInternalError(
  t: Test,
  { log }: TestServer,
  response: LightMyRequestResponse,
  operation: OperationId,
  cause: Readonly<Record<string, unknown>>,
): void {
  const requestId = matchGeneric(t, response, 500, '/problems/internal-error');
  const lines = log.filter((line) => line.includes(`"reqId":"${requestId}"`));
  const [error = 'null', ...others] = lines.filter((line) => line.includes('"level":50'));
  t.match(JSON.parse(error), cause);
  t.same(others, []);
  t.match(JSON.parse(lines.at(-1) ?? 'null'), { operation, status: 500 });
}

/** Asserts that an operation without a request body refuses one of any media type and any size, before the database is touched. */
export async function matchBodyRefused(
  t: Test,
  server: TestServer,
  request: Readonly<{ as: string; method: 'DELETE' | 'PATCH'; url: string }>,
): Promise<void> {
  const types = [undefined, 'application/json', 'text/plain', 'application/merge-patch+json', 'garbage'];
  const typed = types.map((type) => ({ headers: type === undefined ? {} : { 'content-type': type }, payload: '{}' }));
  const chunked = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const sized = [Buffer.alloc(2 ** 21), Readable.from(['{', '}'])].map((payload) => ({ headers: chunked, payload }));
  for (const { headers, payload } of [...typed, ...sized]) {
    const response = await server.request({ ...request, headers, payload });
    matchProblem(t, response, 415, '/problems/unsupported-media-type');
    t.notOk(response.headers.accept, 'there is none that would be accepted');
  }
}
