import t from 'tap';
import type { ProblemType } from '../../src/values/problems.ts';
import { matchProblem } from '../support/problems.ts';
import { startServer, startServerWithoutDatabase, type TestRequest } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';

const json = { 'content-type': 'application/json' };
const text = { 'content-type': 'text/plain' };
const bad = { authorization: 'Bearer bad' };
const large = Buffer.alloc(2 ** 17);

/** The first request is wrong in everything. Each further one corrects the next thing. */
const steps: readonly (readonly [status: number, type: ProblemType, request: TestRequest])[] = [
  [400, '/problems/malformed-path', { method: 'PATCH', url: '/%ff?a', headers: { ...text, ...bad }, payload: large }],
  [
    404,
    '/problems/not-found',
    { method: 'PATCH', url: '/x/bob/tasks/abc?a', headers: { ...text, ...bad }, payload: '{' },
  ],
  [
    405,
    '/problems/method-not-allowed',
    { method: 'POST', url: '/api/bob/tasks/abc?a', headers: { ...text, ...bad }, payload: large },
  ],
  [
    401,
    '/problems/invalid-token',
    { method: 'PUT', url: '/api/bob/tasks/abc?a', headers: { ...text, ...bad }, payload: large },
  ],
  [
    403,
    '/problems/forbidden',
    { as: 'alice', method: 'PUT', url: '/api/bob/tasks/abc?a', headers: text, payload: large },
  ],
  [
    400,
    '/problems/invalid-query',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/abc?a', headers: json, payload: '{}' },
  ],
  [
    415,
    '/problems/unsupported-media-type',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/abc', headers: text, payload: '{}' },
  ],
  [
    413,
    '/problems/content-too-large',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/abc', headers: json, payload: large },
  ],
  [
    400,
    '/problems/malformed-body',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/abc', headers: json, payload: '{' },
  ],
  [
    422,
    '/problems/validation-failed',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/abc', headers: json, payload: '{}' },
  ],
  [
    503,
    '/problems/service-unavailable',
    { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1', payload: { title: 'x' } },
  ],
];

t.test('checks path and method, token, owner, form and schema before it uses the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [status, type, request] of steps) {
    t.test(type, async (t) => matchProblem(t, await server.request(request), status, type));
  }
});

t.test('checks the existence of the task last', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const request = { as: 'alice', method: 'PUT', headers: json } as const;
  const absent = `/api/alice/tasks/${id + 1}`;
  matchProblem(t, await server.request({ ...request, url: absent, payload: '{' }), 400, '/problems/malformed-body');
  matchProblem(t, await server.request({ ...request, url: absent, payload: '{}' }), 422, '/problems/validation-failed');
  const payload = '{"title":"x"}';
  matchProblem(t, await server.request({ ...request, url: absent, payload }), 404, '/problems/task-not-found');
  t.equal((await server.request({ ...request, url: `/api/alice/tasks/${id}`, payload })).statusCode, 200);
});

t.test("answers 403 on another user's path, whether or not the user or the task exists", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  for (const url of [`/api/bob/tasks/${id}`, `/api/bob/tasks/${id + 1}`, '/api/nobody/tasks/1', '/api/bob/tasks/abc']) {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      matchProblem(t, await server.request({ as: 'alice', method, url }), 403, '/problems/forbidden');
    }
  }
});
