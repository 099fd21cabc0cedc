import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('no token, and one that is none', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const headers of [{}, { authorization: 'Bearer garbage' }]) {
    const response = await server.request({ method: 'PATCH', url: '/api/alice/tasks/1/complete', headers });
    matchProblem(t, response, 401, '/problems/invalid-token');
    t.match(response.headers['www-authenticate'], /^Bearer /);
  }
});
