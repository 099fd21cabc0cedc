import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { createTask, startServer } from '../../../support/server.ts';
import { storeTasks } from './pages.ts';

t.test('a task that breaks the contract is not sent', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks drop constraint tasks_title_length`.execute(server.db);
  await storeTasks(server.db, 'alice', [{ title: 'Buy milk' }, { title: 'secret'.repeat(40) }]);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  const cause = { operation: 'listTasks', status: 200, fault: /\/title/ };
  matchInternalError(t, server, response, 'listTasks', cause);
  t.notMatch(server.log.join(), /secretsecret/);
});

t.test('an id that a JSON number cannot hold is not sent', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks drop constraint tasks_id_is_exact_in_json`.execute(server.db);
  await createTask(server, 'alice');
  await sql`update tasks set id = 9007199254740993`.execute(server.db);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  matchInternalError(t, server, response, 'listTasks', { operation: 'listTasks', status: 200, fault: /\/id/ });
});

t.test('a database that is not what it should be', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks rename column due_date to due`.execute(server.db);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks' });
  matchInternalError(t, server, response, 'listTasks', { err: { code: '42703' } });
});
