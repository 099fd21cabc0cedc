/** Another user's rows do not leave the server, even if the database answers with them. */
import t from 'tap';
import type { Database } from '../../src/database/pool.ts';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { matchInternalError } from '../support/problems.ts';
import { startServerOn, type TestRequest } from '../support/server.ts';
import { createTask, tasksOf } from '../support/tasks.ts';

/** A pool that answers every statement with Bob's rows, as a confused relay would. */
function confused(pool: Database): Database {
  return {
    ...pool,
    read: (statement, values) => pool.read(statement, { ...values, userId: 'bob' }),
    write: (statement, values) => pool.write(statement, { ...values, userId: 'bob' }),
    search: (statement, values) => pool.search(statement, { ...values, userId: 'bob' }),
  };
}

const list = tasksOf('alice');
const requests: readonly (readonly [operation: string, status: number, request: TestRequest])[] = [
  ['createTask', 201, { method: 'POST', url: list, payload: { title: 'private' } }],
  ['getTask', 200, { url: `${list}/1` }],
  ['listTasks', 200, { url: `${list}?limit=1` }],
  ['listTasks', 200, { url: `${list}?q=private` }],
  ['updateTask', 200, { method: 'PUT', url: `${list}/1`, payload: { completed: true } }],
  ['toggleTaskCompletion', 200, { method: 'PATCH', url: `${list}/1/complete` }],
];

t.test("an answer with another user's task is a 500 that names no cause, and an error in the log", async (t) => {
  const { db, pool, drop } = await createTestDatabase();
  t.teardown(drop);
  for (const title of ['private 1', 'private 2'])
    await createTask(await startServerOn(t, { db, pool }), 'bob', { title });
  const server = await startServerOn(t, { db, pool: confused(pool) });
  for (const [operation, status, request] of requests) {
    const response = await server.request({ as: 'alice', ...request });
    matchInternalError(t, server, response, operation, {
      operation,
      status,
      fault: 'the user_id is not the user of the token',
    });
    t.notOk('location' in response.headers || 'link' in response.headers);
  }
  t.notMatch(server.log.join(), /private|bob/);
});
