import t from 'tap';
import { allowedOrigin, createTask, matchProblem, startServer } from '../../../support/server.ts';

function toggle(id: number | string) {
  return { as: 'alice', method: 'PATCH', url: `/api/alice/tasks/${id}/complete` } as const;
}

t.test('a task that does not exist', async (t) => {
  const server = await startServer(t);
  for (const id of ['1', '9007199254740991']) {
    matchProblem(t, await server.request(toggle(id)), 404, '/problems/task-not-found');
  }
});

t.test("another user's task is answered exactly as no task, and is unchanged", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  const stored = () => server.db.selectFrom('tasks').selectAll().execute();
  const before = await stored();
  const headers = { origin: allowedOrigin };
  const others = await server.request({ ...toggle(id), headers });
  const absent = await server.request({ ...toggle(id + 1), headers });
  const withoutRequest = (body: Record<string, unknown>) => ({ ...body, instance: '', request_id: '' });
  matchProblem(t, others, 404, '/problems/task-not-found');
  t.strictSame(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.strictSame(Object.keys(others.headers), Object.keys(absent.headers));
  t.strictSame(await stored(), before);
});

t.test("of two tasks with the same id, only the user's own is toggled", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  await createTask(server, 'alice');
  await server.db.insertInto('tasks').values({ user_id: 'alice', id, title: "Alice's" }).execute();
  t.match((await server.request(toggle(id))).json(), { user_id: 'alice', title: "Alice's", completed: true });
  const completed = await server.db
    .selectFrom('tasks')
    .select(['user_id', 'id'])
    .where('completed', '=', true)
    .execute();
  t.strictSame(completed, [{ user_id: 'alice', id }]);
});
