import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { createTask, matchProblem, startServer } from '../../../support/server.ts';

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
  matchInternalError(t, server, response, 'getTask', { operation: 'getTask', status: 200, fault: /\/title/ });
  t.notMatch(server.log.join(''), /xxx/, 'nor is the text in the log');
});

t.test('a database that is not as it was migrated', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks rename column title to secret_title`.execute(server.db);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  matchProblem(t, response, 500, '/problems/internal-error');
  t.notMatch(response.body, /column|secret|select|42703/i);
});
