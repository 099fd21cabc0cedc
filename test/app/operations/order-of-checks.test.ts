/**
 * Requests with several faults, and the one that is answered. test/app/order-of-checks.test.ts has those of updateTask.
 */
import t from 'tap';
import type { ProblemType } from '../../../src/values/problems.ts';
import { matchProblem, matchUnavailable } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase, type TestRequest } from '../../support/server.ts';

type Steps = readonly (readonly [name: string, status: number, type: ProblemType, request: TestRequest])[];

const url = '/api/alice/tasks';

const accept = { accept: 'application/xml' };
const malformed = `${url}?colour=red&limit=0`;
const invalid = `${url}?limit=0`;

const listTasks: Steps = [
  ['path before token', 404, '/problems/not-found', { url: `${url}/?colour=red`, headers: accept }],
  ['method before token', 405, '/problems/method-not-allowed', { method: 'PUT', url: malformed, headers: accept }],
  [
    'token before owner',
    401,
    '/problems/invalid-token',
    { url: malformed, headers: { ...accept, authorization: 'Bearer x' } },
  ],
  ['owner before query', 403, '/problems/forbidden', { as: 'bob', url: malformed, headers: accept }],
  ['owner before schema', 403, '/problems/forbidden', { as: 'bob', url: invalid, headers: accept }],
  ['owner before escapes', 403, '/problems/forbidden', { as: 'bob', url: `${url}?q=%ZZ`, headers: accept }],
  ['query before schema', 400, '/problems/invalid-query', { as: 'alice', url: malformed }],
  ['Accept before schema', 406, '/problems/not-acceptable', { as: 'alice', url: invalid, headers: accept }],
  ['schema before database', 422, '/problems/validation-failed', { as: 'alice', url: invalid }],
];

const json = { 'content-type': 'application/json' };
const text = { 'content-type': 'text/plain' };
const html = { ...json, accept: 'text/html' };
const large = 'x'.repeat(70_000);
const emptyTitle = '{"title":""}';
const xml = { 'content-type': 'application/xml', ...accept };
const worst: TestRequest = { method: 'POST', url: `${url}?colour=red`, headers: xml, payload: large };
const bobs: TestRequest = { as: 'bob', method: 'POST', url, headers: json };
const alices: TestRequest = { ...bobs, as: 'alice', payload: emptyTitle };

const createTask: Steps = [
  ['path before token', 404, '/problems/not-found', { ...worst, url: '/api/alice/task' }],
  ['method before token', 405, '/problems/method-not-allowed', { ...worst, method: 'PUT' }],
  ['token before owner', 401, '/problems/invalid-token', worst],
  ['owner before query and media types', 403, '/problems/forbidden', { ...worst, as: 'bob' }],
  ['owner before JSON', 403, '/problems/forbidden', { ...bobs, payload: '{' }],
  ['owner before size', 403, '/problems/forbidden', { ...bobs, payload: large }],
  ['owner before schema', 403, '/problems/forbidden', { ...bobs, payload: emptyTitle }],
  ['query before schema', 400, '/problems/invalid-query', { ...alices, url: `${url}?colour=red` }],
  ['JSON before schema', 400, '/problems/malformed-body', { ...alices, payload: emptyTitle.slice(0, -1) }],
  ['Accept before schema', 406, '/problems/not-acceptable', { ...alices, headers: html }],
  ['size before schema', 413, '/problems/content-too-large', { ...alices, payload: emptyTitle.padEnd(70_000) }],
  ['media type before schema', 415, '/problems/unsupported-media-type', { ...alices, headers: text }],
  ['schema before database', 422, '/problems/validation-failed', alices],
];

const server = await startServerWithoutDatabase(t);

for (const [operation, steps] of Object.entries({ listTasks, createTask })) {
  t.test(`${operation} checks a request in this order`, (t) =>
    testRows(t, steps, async (t, [, status, type, request]) => {
      matchProblem(t, await server.request(request), status, type);
    }),
  );
}

t.test('a 405 names the methods of the path', async (t) => {
  const response = await server.request({ ...worst, method: 'PUT' });
  t.equal(response.headers.allow, 'GET, HEAD, POST, DELETE, OPTIONS');
});

t.test('only a valid request reaches the database', async (t) => {
  for (const query of ['limit=1', 'q=milk&sort=title&limit=1']) {
    matchUnavailable(t, await server.request({ as: 'alice', url: `${url}?${query}` }));
  }
  matchUnavailable(t, await server.request({ ...alices, payload: '{"title":"x"}' }));
});
