import { sql } from 'kysely';
import t from 'tap';
import { createTask, matchProblem, startServer } from '../../support/server.ts';

t.test('a stored task that breaks the contract is not sent', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`alter table tasks drop constraint tasks_title_length`.execute(server.db);
  await server.db
    .updateTable('tasks')
    .set({ title: 'x'.repeat(201) })
    .where('id', '=', id)
    .execute();

  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
  matchProblem(t, response, 500, '/problems/internal-error');
  const { request_id, ...body } = response.json<Record<string, unknown>>();
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance']);
  t.notMatch(response.body, /xxx|maxLength|characters|schema|getTask/);

  const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  t.match(
    lines.filter(({ reqId }) => reqId === request_id),
    [
      { level: 50, operation: 'getTask', status: 200, fault: /\/title/ },
      { operation: 'getTask', status: 500 },
    ],
  );
  t.notMatch(server.log.join(''), /xxx/, 'nor is the text in the log');
});

t.test('a database that is not as it was migrated', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks rename column title to secret_title`.execute(server.db);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  matchProblem(t, response, 500, '/problems/internal-error');
  t.notMatch(response.body, /column|secret|select|42703/i);
});
