import { sql } from 'kysely';
import t from 'tap';
import { createTask, matchProblem, startServer } from '../../support/server.ts';

// A 204 says too little to break the contract: what fails here is the database.
t.test('an unexpected error of the database is in the log, and not in the answer', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'inner secret'; end $$`.execute(
    server.db,
  );
  await sql`create trigger refuse before delete on tasks for each row execute function refuse()`.execute(server.db);

  const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
  matchProblem(t, response, 500, '/problems/internal-error');
  const { request_id, ...body } = response.json<Record<string, unknown>>();
  t.strictSame(Object.keys(body), ['type', 'title', 'status', 'detail', 'instance']);
  t.notMatch(response.body, /secret|plpgsql|P0001|trigger|deleteTask/);

  const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
  t.match(
    lines.filter(({ reqId }) => reqId === request_id),
    [
      { level: 50, err: { message: /inner secret/ } },
      { operation: 'deleteTask', status: 500 },
    ],
  );
});
