import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { createTask, startServer } from '../../../support/server.ts';

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
  matchInternalError(t, server, response, 'toggleTaskCompletion', {
    operation: 'toggleTaskCompletion',
    status: 200,
    fault: /\/description/,
  });
});
