import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('a query, where none is declared', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const query of ['?force=true', '?a=%zz']) {
    const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/1${query}` });
    matchProblem(t, response, 400, '/problems/invalid-query');
  }
});

t.test('a path that is not percent-encoded UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', method: 'DELETE', url: '/api/alice/tasks/%ff' });
  matchProblem(t, response, 400, '/problems/malformed-path');
});
