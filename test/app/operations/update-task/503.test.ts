import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('the database is away: when to try again is told, and nothing of the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;
  const response = await server.request({ ...request, payload: { title: 'x' } });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  t.notMatch(response.body, /ENOENT|nonexistent|PGSQL|5432|connect|postgres/i);
});
