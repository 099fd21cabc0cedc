import { sql } from 'kysely';
import t from 'tap';
import { matchInternalError } from '../../../support/requests.ts';
import { startServer } from '../../../support/server.ts';
import { post } from './posts.ts';

t.test('a task that breaks the contract is not sent', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks drop constraint tasks_id_is_exact_in_json`.execute(server.db);
  await sql`alter table tasks alter column id set minvalue 0 restart with 0`.execute(server.db);
  const response = await post(server, { title: 'Buy milk' });
  matchInternalError(t, server, response, 'createTask', { operation: 'createTask', status: 201, fault: /\/id/ });
  t.notOk(response.headers.location);
  t.notMatch(server.log.join(), /Buy milk/);
});

t.test('a database that refuses what the contract allows', async (t) => {
  const server = await startServer(t);
  await sql`alter table tasks add constraint secret_rule check (title <> 'Buy milk')`.execute(server.db);
  const response = await post(server, { title: 'Buy milk' });
  matchInternalError(t, server, response, 'createTask', { err: { code: '23514' } });
  t.notMatch(server.log.join(), /Buy milk/);
  t.same(await server.db.selectFrom('users').selectAll().execute(), [], 'nothing of the statement is kept');
});

t.test('a database without the table', async (t) => {
  const server = await startServer(t);
  await sql`drop table tasks`.execute(server.db);
  const response = await post(server, { title: 'Buy milk' });
  matchInternalError(t, server, response, 'createTask', { err: { code: '42P01' } });
});
