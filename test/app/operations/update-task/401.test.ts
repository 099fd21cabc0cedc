import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('no token, and one that is none', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const headers of [{}, { authorization: 'Bearer garbage' }]) {
    const request = { method: 'PUT', url: '/api/alice/tasks/1', payload: { title: 'x' } } as const;
    const response = await server.request({ ...request, headers });
    matchProblem(t, response, 401, '/problems/invalid-token');
    t.match(response.headers['www-authenticate'], /^Bearer /);
  }
});
