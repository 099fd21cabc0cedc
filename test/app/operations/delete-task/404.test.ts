import t from 'tap';
import { allowedOrigin, createTask, matchProblem, startServer } from '../../../support/server.ts';

t.test('a task that does not exist', async (t) => {
  const server = await startServer(t);
  for (const id of ['1', '9007199254740991']) {
    const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
    matchProblem(t, response, 404, '/problems/task-not-found');
  }
});

t.test("another user's task is answered exactly as no task, and is still there", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  const stored = () => server.db.selectFrom('tasks').selectAll().execute();
  const before = await stored();
  const headers = { origin: allowedOrigin };
  const others = await server.request({ as: 'alice', headers, method: 'DELETE', url: `/api/alice/tasks/${id}` });
  const absent = await server.request({ as: 'alice', headers, method: 'DELETE', url: `/api/alice/tasks/${id + 1}` });
  const withoutRequest = (body: Record<string, unknown>) => ({ ...body, instance: '', request_id: '' });
  matchProblem(t, others, 404, '/problems/task-not-found');
  t.strictSame(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.strictSame(Object.keys(others.headers), Object.keys(absent.headers));
  t.strictSame(await stored(), before);
});

t.test("of two tasks with the same id, only the user's own is deleted", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob', { title: "Bob's" });
  const other = await createTask(server, 'alice');
  await server.db.insertInto('tasks').values({ user_id: 'alice', id, title: "Alice's" }).execute();
  const response = await server.request({ as: 'alice', method: 'DELETE', url: `/api/alice/tasks/${id}` });
  t.equal(response.statusCode, 204);
  const left = await server.db.selectFrom('tasks').select(['user_id', 'id']).orderBy('user_id').execute();
  t.strictSame(left, [
    { user_id: 'alice', id: other.id },
    { user_id: 'bob', id },
  ]);
});
