import t from 'tap';
import { matchUnavailable } from '../../../support/problems.ts';
import { matchProblem } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

const xml = { accept: 'application/xml' };
const malformed = '/api/alice/tasks?colour=red&limit=0';
const invalid = '/api/alice/tasks?limit=0';

t.test('path and method before token', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const method = await server.request({ method: 'DELETE', url: malformed, headers: xml });
  matchProblem(t, method, 405, '/problems/method-not-allowed');
  t.equal(method.headers.allow, 'GET, HEAD, POST, OPTIONS');
  const path = await server.request({ url: '/api/alice/tasks/?colour=red', headers: xml });
  matchProblem(t, path, 404, '/problems/not-found');
});

t.test('token before owner', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: malformed, headers: { ...xml, authorization: 'Bearer x' } });
  matchProblem(t, response, 401, '/problems/invalid-token');
});

t.test('owner before form', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const url of [malformed, invalid, '/api/alice/tasks?q=%ZZ']) {
    const response = await server.request({ as: 'bob', url, headers: xml });
    matchProblem(t, response, 403, '/problems/forbidden');
  }
});

t.test('form before schema', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const query = await server.request({ as: 'alice', url: malformed });
  matchProblem(t, query, 400, '/problems/invalid-query');
  const accept = await server.request({ as: 'alice', url: invalid, headers: xml });
  matchProblem(t, accept, 406, '/problems/not-acceptable');
});

t.test('schema before the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', url: invalid });
  matchProblem(t, response, 422, '/problems/validation-failed');
  matchUnavailable(t, await server.request({ as: 'alice', url: '/api/alice/tasks?limit=1' }));
});
