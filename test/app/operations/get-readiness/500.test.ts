import { sql } from 'kysely';
import t from 'tap';
import { matchProblem, startServer } from '../../../support/server.ts';

t.test('a record of migrations that cannot be read', async (t) => {
  const server = await startServer(t);
  await sql`alter table kysely_migration rename column name to inner_secret`.execute(server.db);

  const response = await server.request({ url: '/readyz' });
  matchProblem(t, response, 500, '/problems/internal-error');
  const { request_id, ...body } = response.json<Record<string, unknown>>();
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance']);
  t.notMatch(response.body, /column|secret|kysely|42703|select|getReadiness/i);

  const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  t.match(
    lines.filter(({ reqId }) => reqId === request_id),
    [
      { level: 50, err: { code: '42703' } },
      { operation: 'getReadiness', status: 500 },
    ],
  );
});
