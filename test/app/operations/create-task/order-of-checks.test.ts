import t from 'tap';
import { matchUnavailable } from '../../../support/problems.ts';
import { matchProblem } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';
import { json, post } from './posts.ts';

const xml = { 'content-type': 'application/xml', accept: 'application/xml' };
const tooLarge = 'x'.repeat(70_000);
const invalid = '{"title":""}';
const worst = { method: 'POST', url: '/api/alice/tasks?colour=red', headers: xml, payload: tooLarge } as const;

t.test('path and method before token', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const method = await server.request({ ...worst, method: 'PUT' });
  matchProblem(t, method, 405, '/problems/method-not-allowed');
  t.equal(method.headers.allow, 'GET, HEAD, POST, OPTIONS');
  matchProblem(t, await server.request({ ...worst, url: '/api/alice/task' }), 404, '/problems/not-found');
});

t.test('token before owner', async (t) => {
  const server = await startServerWithoutDatabase(t);
  matchProblem(t, await server.request(worst), 401, '/problems/invalid-token');
});

t.test('owner before form', async (t) => {
  const server = await startServerWithoutDatabase(t);
  matchProblem(t, await server.request({ ...worst, as: 'bob' }), 403, '/problems/forbidden');
  for (const payload of ['{', tooLarge, invalid]) {
    const response = await server.request({
      as: 'bob',
      method: 'POST',
      url: '/api/alice/tasks',
      headers: json,
      payload,
    });
    matchProblem(t, response, 403, '/problems/forbidden');
  }
});

t.test('form before schema', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const query = await server.request({ ...worst, as: 'alice', headers: json, payload: invalid });
  matchProblem(t, query, 400, '/problems/invalid-query');
  matchProblem(t, await post(server, invalid.slice(0, -1)), 400, '/problems/malformed-body');
  matchProblem(t, await post(server, invalid, { ...json, accept: 'text/html' }), 406, '/problems/not-acceptable');
  matchProblem(t, await post(server, invalid.padEnd(70_000)), 413, '/problems/content-too-large');
  const text = { 'content-type': 'text/plain' };
  matchProblem(t, await post(server, invalid, text), 415, '/problems/unsupported-media-type');
});

t.test('schema before the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  matchProblem(t, await post(server, invalid), 422, '/problems/validation-failed');
  matchUnavailable(t, await post(server, '{"title":"x"}'));
});
