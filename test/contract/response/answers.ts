import { problemBody } from '../../../src/contract/response/problem-body.ts';
import type { OutgoingAnswer } from '../../../src/contract/response/check-response.ts';
import { problem, type ProblemType } from '../../../src/values/problems.ts';

/** A valid body of a task. */
export const task = {
  id: 42,
  user_id: 'alice',
  title: 'Buy milk',
  description: null,
  completed: false,
  completed_at: null,
  priority: 'none',
  tags: ['home', 'errands'],
  due_date: '2026-12-01T17:00:00.000000Z',
  version: 17,
  created_at: '2026-11-01T08:30:00.000000Z',
  updated_at: '2026-11-01T08:30:00.000000Z',
};

export const requestId = '7d3a1f5e-6f0b-4f6e-9a55-0a3c1f6f5a10';

/** Makes a response with a body, JSON by default. */
export function answer(
  status: number,
  body: unknown,
  headers: OutgoingAnswer['headers'] = {},
  mediaType = 'application/json',
): OutgoingAnswer {
  return { status, headers, mediaType, body };
}

/** Makes the response with one task. */
export function taskAnswer(body: unknown, headers: OutgoingAnswer['headers'] = {}): OutgoingAnswer {
  return answer(200, body, { ETag: '"17"', ...headers });
}

/** Makes a response without a body. */
export function empty(status: number, headers: OutgoingAnswer['headers'] = {}): OutgoingAnswer {
  return { status, headers, mediaType: undefined, body: undefined };
}

/** Makes the response of a problem. */
export function refusal(type: ProblemType, headers: OutgoingAnswer['headers'] = {}): OutgoingAnswer {
  return answer(
    problem(type).status,
    problemBody(problem(type), '/api', requestId),
    headers,
    'application/problem+json',
  );
}
