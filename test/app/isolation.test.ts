/**
 * Alice sends every operation, for each user's path and each user's task. No answer distinguishes another user's task
 * from a task that does not exist: not by its body, its headers or the number of statements.
 */
import t, { type Test } from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { allowedOrigin, startServerOn, type TestRequest } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';
import { countStatements } from '../support/statement-counter.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
type Call = readonly [method: Method, after: string, payload: object | undefined];

/**
 * Operations on one task, with the status for its owner, and the statements for a task that is not there: one that
 * finds nothing, and one that proves that this is the answer to it. An update looks if the task is there or has the
 * values already.
 */
const onTask: Readonly<Record<string, readonly [...Call, status: number, statements: number]>> = {
  getTask: ['GET', '', undefined, 200, 2],
  updateTask: ['PUT', '', { title: 'taken over' }, 200, 4],
  patchTask: ['PATCH', '', { title: 'taken over' }, 200, 4],
  toggleTaskCompletion: ['PATCH', '/complete', undefined, 200, 2],
  'toggleTaskCompletion, setting': ['PATCH', '/complete', { completed: true }, 200, 4],
  deleteTask: ['DELETE', '', undefined, 204, 2],
};

/** Operations on all tasks of a user, with the status for that user. */
const onTasks: Readonly<Record<string, readonly [...Call, status: number]>> = {
  listTasks: ['GET', '', undefined, 200],
  'listTasks, searching': ['GET', '?q=of&status=pending&sort=title', undefined, 200],
  createTask: ['POST', '', { title: 'of Alice, too' }, 201],
};

/** Starts a server with tasks of both users. The ids `mine`, `others` and `absent` have the same number of digits. */
async function startMatrix(t: Test) {
  const { address, db, drop } = await createTestDatabase();
  t.teardown(drop);
  const counted = await countStatements(t, address);
  const server = await startServerOn(t, { db, pool: counted.pool });
  for (const user of ['alice', 'bob']) {
    for (let count = 0; count < 3; count += 1) await createTask(server, user, { title: `of ${user}` });
  }
  const idOf = async (user: string): Promise<number> => {
    const { id } = await db.selectFrom('tasks').select('id').where('user_id', '=', user).executeTakeFirstOrThrow();
    return id;
  };
  return {
    ids: { mine: await idOf('alice'), others: await idOf('bob'), absent: 9 },
    stored: (user: string) => db.selectFrom('tasks').selectAll().where('user_id', '=', user).orderBy('id').execute(),
    /** Returns the answer without the parts that differ between any two requests, and the number of statements. */
    ask: async (path: string, [method, after, payload]: Call) => {
      const before = counted.executed();
      const request: TestRequest = { as: 'alice', method, url: path + after, headers: { origin: allowedOrigin } };
      const response = await server.request({ ...request, ...(payload ? { payload } : {}) });
      const { date: _, 'ratelimit-remaining': __, 'ratelimit-reset': ___, ...headers } = response.headers;
      return {
        status: response.statusCode,
        headers,
        body: response.body.replace(/"instance":"[^"]*"|"request_id":"[^"]*"/g, ''),
        statements: counted.executed() - before,
      };
    },
  };
}

for (const [operation, [method, after, payload, success, statements]] of Object.entries(onTask)) {
  t.test(`${operation}: hides another user's task`, async (t) => {
    const { ids, stored, ask } = await startMatrix(t);
    const bobs = await stored('bob');
    const call: Call = [method, after, payload];

    const others = await ask(`/api/alice/tasks/${ids.others}`, call);
    const absent = await ask(`/api/alice/tasks/${ids.absent}`, call);
    t.match(absent, { status: 404, statements });
    t.strictSame(others, absent, 'on the own path');

    const forbidden = await ask(`/api/bob/tasks/${ids.absent}`, call);
    t.match(forbidden, { status: 403, statements: 0 });
    for (const id of [ids.others, ids.mine]) {
      t.strictSame(await ask(`/api/bob/tasks/${id}`, call), forbidden, "on another user's path");
    }
    const nobody = await ask(`/api/dan/tasks/${ids.absent}`, call);
    t.strictSame(nobody, forbidden, 'on the path of an unknown user');

    t.match(await ask(`/api/alice/tasks/${ids.mine}`, call), { status: success, statements: 1 });
    t.strictSame(await stored('bob'), bobs, "Bob's tasks are unchanged");
  });
}

for (const [operation, [method, after, payload, success]] of Object.entries(onTasks)) {
  t.test(`${operation}: uses the tasks of its user only`, async (t) => {
    const { stored, ask } = await startMatrix(t);
    const bobs = await stored('bob');
    const call: Call = [method, after, payload];
    const forbidden = await ask('/api/bob/tasks', call);
    t.match(forbidden, { status: 403, statements: 0 });
    t.strictSame(await ask('/api/dan/tasks', call), forbidden, 'on the path of an unknown user');
    const own = await ask('/api/alice/tasks', call);
    t.match(own, { status: success, statements: 1 });
    t.match(own.body, '"user_id":"alice"');
    t.notMatch(own.body, 'bob');
    t.strictSame(await stored('bob'), bobs, "Bob's tasks are unchanged");
  });
}
