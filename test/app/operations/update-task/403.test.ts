import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test("a path that is not the token's user's", async (t) => {
  const server = await startServerWithoutDatabase(t);
  const request = { as: 'alice', method: 'PUT', url: '/api/bob/tasks/1' } as const;
  const response = await server.request({ ...request, payload: { title: 'x' } });
  matchProblem(t, response, 403, '/problems/forbidden');
});
