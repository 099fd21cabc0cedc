import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test("a path that is not the token's user's", async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', method: 'DELETE', url: '/api/bob/tasks/1' });
  matchProblem(t, response, 403, '/problems/forbidden');
});
