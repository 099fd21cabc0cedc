import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { createTask, matchProblem, startServer } from '../../../support/server.ts';

t.test('an updated task that breaks the contract is not sent', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`alter table tasks drop constraint tasks_title_length`.execute(server.db);
  await server.db
    .updateTable('tasks')
    .set({ title: 'x'.repeat(201) })
    .where('id', '=', id)
    .execute();

  const request = { as: 'alice', method: 'PUT', url: `/api/alice/tasks/${id}` } as const;
  const response = await server.request({ ...request, payload: { completed: true } });
  matchInternalError(t, server, response, 'updateTask', { operation: 'updateTask', status: 200, fault: /\/title/ });
});

t.test('a constraint of the database that the contract does not know', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`alter table tasks add constraint not_on_mondays check (title <> 'Monday')`.execute(server.db);
  const request = { as: 'alice', method: 'PUT', url: `/api/alice/tasks/${id}` } as const;
  const response = await server.request({ ...request, payload: { title: 'Monday' } });
  matchProblem(t, response, 500, '/problems/internal-error');
  t.notMatch(response.body, /constraint|monday|23514|relation/i);
});
