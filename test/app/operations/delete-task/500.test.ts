import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { createTask, startServer } from '../../../support/server.ts';

// A 204 says too little to break the contract: what fails here is the database.
t.test('an unexpected error of the database is in the log, and not in the answer', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'inner secret'; end $$`.execute(
    server.db,
  );
  await sql`create trigger refuse before delete on tasks for each row execute function refuse()`.execute(server.db);

  const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
  matchInternalError(t, server, response, 'deleteTask', { err: { message: /inner secret/ } });
});
