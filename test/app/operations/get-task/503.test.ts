import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('the database is away: when to try again is told, and nothing of the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  matchProblem(t, response, 503, '/problems/service-unavailable');
  t.match(response.headers['retry-after'], /^[1-9]\d*$/);
  const { request_id, ...body } = response.json<Record<string, unknown>>();
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance']);
  t.notMatch(response.body, /ENOENT|nonexistent|PGSQL|5432|connect|postgres/i);

  const lines = server.log.filter((line) => line.includes(String(request_id)));
  t.match(lines.join(''), /ENOENT/, 'the log has the cause');
});
