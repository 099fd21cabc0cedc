import type { LightMyRequestResponse } from 'fastify';
import type { Task } from '../../../../src/app/tasks/task.ts';
import type { TestRequest, TestServer } from '../../../support/server.ts';
import { tasksOf } from '../../../support/tasks.ts';

export const json = { 'content-type': 'application/json' };

/** Sends a body unchanged as Alice, as JSON unless the headers say otherwise. */
export function post(
  server: TestServer,
  payload: NonNullable<TestRequest['payload']>,
  headers: Readonly<Record<string, string>> = json,
): Promise<LightMyRequestResponse> {
  return server.request({ as: 'alice', method: 'POST', url: tasksOf('alice'), payload, headers });
}

/** The created task. @throws if the answer is not a 201 */
export function taskIn(response: LightMyRequestResponse): Task {
  if (response.statusCode !== 201) throw new Error(`Not created: ${response.body}`);
  return response.json();
}
