import { sql } from 'kysely';
import t from 'tap';
import { createTask, matchProblem, startServer } from '../../support/server.ts';

t.test('a toggled task that breaks the contract is not sent', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`alter table tasks drop constraint tasks_description_length`.execute(server.db);
  await server.db
    .updateTable('tasks')
    .set({ description: 'x'.repeat(1001) })
    .where('id', '=', id)
    .execute();

  const response = await server.request({ as: 'alice', method: 'PATCH', url: `/api/alice/tasks/${id}/complete` });
  matchProblem(t, response, 500, '/problems/internal-error');
  const { request_id, ...body } = response.json<Record<string, unknown>>();
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance']);
  t.notMatch(response.body, /xxx|maxLength|characters|schema|toggleTaskCompletion/);

  const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  t.match(
    lines.filter(({ reqId }) => reqId === request_id),
    [
      { level: 50, operation: 'toggleTaskCompletion', status: 200, fault: /\/description/ },
      { operation: 'toggleTaskCompletion', status: 500 },
    ],
  );
});
