import type { LightMyRequestResponse } from 'fastify';
import t, { type Test } from 'tap';
import type { ContractOperation } from '../../support/contract-operations.ts';
import { matchGenericProblem } from '../../support/problems.ts';
import { allowedOrigin, startServer, type TestServer } from '../../support/server.ts';
import { createTask, storedTasks, storeTasks, tasksOf } from '../../support/tasks.ts';
import { operationsDeclaring, requestOf, successOf, withRows } from './requests.ts';

const operations = operationsDeclaring(404);

/** The title and state of the caller's own task after each operation; nothing if the operation deletes it. */
const outcomes = withRows(operations, {
  getTask: [{ title: "Alice's", completed: false }],
  updateTask: [{ title: 'Buy oat milk', completed: true }],
  patchTask: [{ title: 'Buy oat milk', completed: true }],
  deleteTask: [],
  toggleTaskCompletion: [{ title: "Alice's", completed: true }],
});

function matchNotFound(t: Test, response: LightMyRequestResponse): void {
  matchGenericProblem(t, response, 404, '/problems/task-not-found');
}

async function refusesMissingTask(t: Test, server: TestServer, operation: ContractOperation): Promise<void> {
  for (const id of ['1', '9007199254740991']) matchNotFound(t, await server.request(requestOf(operation, { id })));
  t.strictSame(await storedTasks(server.db), [], 'no task was made');
}

async function hidesTasksOfOthers(t: Test, server: TestServer, operation: ContractOperation): Promise<void> {
  const { id } = await createTask(server, 'bob');
  const before = await storedTasks(server.db);
  const headers = { origin: allowedOrigin };
  const others = await server.request({ ...requestOf(operation, { id }), headers });
  const absent = await server.request({ ...requestOf(operation, { id: id + 1 }), headers });
  matchNotFound(t, others);
  matchNotFound(t, absent);
  const withoutRequest = ({ instance: _, request_id: __, ...body }: Record<string, unknown>) => body;
  t.strictSame(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.strictSame(Object.keys(others.headers), Object.keys(absent.headers));
  t.strictSame(await storedTasks(server.db), before, 'the task is as it was');
}

for (const [operation, outcome] of outcomes) {
  t.test(`${operation.id} of a task that does not exist, or is another user's`, async (t) => {
    const server = await startServer(t);
    await t.test('refuses an unknown id and makes no task', (t) => refusesMissingTask(t, server, operation));
    await t.test("answers another user's task like no task", (t) => hidesTasksOfOthers(t, server, operation));
  });

  t.test(`${operation.id} of two tasks with the same id affects only the caller's own`, async (t) => {
    const server = await startServer(t);
    const { id } = await createTask(server, 'bob', { title: "Bob's" });
    const { id: otherId } = await createTask(server, 'alice');
    await storeTasks(server.db, 'alice', [{ id, title: "Alice's" }]);
    const before = await storedTasks(server.db);
    const isTarget = (task: (typeof before)[number]) => task.user_id === 'alice' && task.id === id;

    const response = await server.request(requestOf(operation, { id }));
    t.equal(response.statusCode, successOf(operation));
    const bodies: unknown[] = response.body === '' ? [] : [response.json()];
    t.match(
      bodies,
      outcome.map((members) => ({ user_id: 'alice', id, ...members })),
    );

    const after = await storedTasks(server.db);
    t.match(after.filter(isTarget), outcome);
    t.equal(after.filter(isTarget).length, outcome.length);
    const untouched = after.filter((task) => !isTarget(task));
    t.strictSame(
      untouched,
      before.filter((task) => !isTarget(task)),
    );
    t.strictSame(untouched.map((task) => task.id).sort(), [id, otherId].sort());
    const bobs = await server.request({ as: 'bob', url: `${tasksOf('bob')}/${id}` });
    t.match(bobs.json(), { user_id: 'bob', id, title: "Bob's", completed: false });
  });
}
