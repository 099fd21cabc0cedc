/** The assertions about problems: every answer that is an error (RFC 9457). */
import type { LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { problems, type Fault, type ProblemType } from '../../src/values/problems.ts';
import type { TestServer } from './server.ts';

/** The `WWW-Authenticate` header of a 401 (RFC 6750, section 3): it names an error only if the request had a token. */
export const challenges = {
  withoutToken: 'Bearer realm="tasks-api"',
  badToken: 'Bearer realm="tasks-api", error="invalid_token"',
} as const;

/** Headers that a problem has if, and only if, it has one of these statuses. */
const specificHeaders: Readonly<Record<string, readonly number[]>> = {
  'www-authenticate': [401],
  allow: [405],
  'retry-after': [409, 429, 503],
  etag: [412],
};

function specificHeadersOf(status: number): string[] {
  return Object.keys(specificHeaders).filter((name) => specificHeaders[name]?.includes(status));
}

function specificHeadersIn(headers: LightMyRequestResponse['headers']): string[] {
  return Object.keys(specificHeaders).filter((name) => name in headers);
}

/** A path that `instance` repeats to the letter. test/app/instance.test.ts has the others. */
const plainPath = /^\/(?!\/)[\w/-]{0,2000}$/;

/**
 * Asserts that an answer is this problem: its status, its headers and every member of its body but the text of
 * `detail`.
 */
export function matchProblem(t: Test, response: LightMyRequestResponse, status: number, type: ProblemType): void {
  const { statusCode, headers, raw } = response;
  const body = response.json<Record<string, unknown>>();
  const { detail: _, instance: __, request_id: ___, errors, task: ____, ...named } = body;
  const isListed = Array.isArray(errors) && errors.length > 0;
  t.strictSame(
    { statusCode, contentType: headers['content-type'], headers: specificHeadersIn(headers), body: named, isListed },
    {
      statusCode: status,
      contentType: 'application/problem+json; charset=utf-8',
      headers: specificHeadersOf(status),
      body: { type, title: problems[type].title, status },
      // Only a 422 lists errors.
      isListed: type === '/problems/validation-failed',
    },
  );
  const [path = ''] = raw.req.url?.split('?') ?? [];
  t.match(body, {
    detail: /\S/,
    instance: plainPath.test(path) ? new RegExp(`^${path}$`) : /^\/[^?#]*$/,
    request_id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  });
}

/** Asserts that a problem says what the table of problems says, so nothing about this request or its cause. */
export function matchGenericProblem(
  t: Test,
  response: LightMyRequestResponse,
  status: number,
  type: ProblemType,
): void {
  matchProblem(t, response, status, type);
  t.equal(response.json<Record<string, unknown>>()['detail'], problems[type].detail);
}

/** Asserts a 401 with this challenge. The body never says why a token was refused. */
export function matchUnauthorized(
  t: Test,
  response: LightMyRequestResponse,
  challenge: (typeof challenges)[keyof typeof challenges],
): void {
  matchGenericProblem(t, response, 401, '/problems/invalid-token');
  t.equal(response.headers['www-authenticate'], challenge);
}

/**
 * Asserts a 422 that names exactly these faults, in any order.
 *
 * @param faults each as its place and its code: `/title minLength`, `limit maximum`
 */
export function matchFaults(
  t: Test,
  response: LightMyRequestResponse,
  member: 'pointer' | 'parameter' | 'header',
  faults: readonly string[],
): void {
  matchProblem(t, response, 422, '/problems/validation-failed');
  const { errors = [] }: { errors?: readonly Fault[] } = response.json();
  const places = errors.map((fault) => {
    const place: Readonly<Record<string, string>> = { ...fault };
    return `${place[member] ?? `no ${member}`} ${fault.code}`;
  });
  t.strictSame(places.sort(), [...faults].sort());
  // Sentences of Ajv speak of schemas.
  const raw = errors.filter(({ detail }) => /must NOT|must match|must be equal|additional propert/.test(detail));
  t.strictSame(raw, [], 'plain words');
}

/** Asserts a 503 that says when to try again and nothing about the part that is unavailable. */
export function matchUnavailable(t: Test, response: LightMyRequestResponse): void {
  matchGenericProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d{0,3}$/);
}

/**
 * Asserts a 500 that says nothing about its cause, and one error in the log with the cause under the answer's
 * request_id.
 */
export function matchInternalError(
  t: Test,
  { log }: TestServer,
  response: LightMyRequestResponse,
  operation: string,
  cause: Readonly<Record<string, unknown>>,
): void {
  matchGenericProblem(t, response, 500, '/problems/internal-error');
  const { request_id } = response.json<{ readonly request_id: string }>();
  const lines = log.filter((line) => line.includes(`"reqId":"${request_id}"`));
  const [error = 'null', ...others] = lines.filter((line) => line.includes('"level":50'));
  t.match(JSON.parse(error), cause);
  t.strictSame(others, []);
  t.match(JSON.parse(lines.at(-1) ?? 'null'), { operation, status: 500 });
}
