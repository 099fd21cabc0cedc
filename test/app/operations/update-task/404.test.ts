import t from 'tap';
import { allowedOrigin, createTask, matchProblem, startServer } from '../../../support/server.ts';

const payload = { title: 'Taken over', description: null, completed: true, due_date: null };

t.test('a task that does not exist is not made', async (t) => {
  const server = await startServer(t);
  for (const id of ['1', '9007199254740991']) {
    const response = await server.request({ as: 'alice', method: 'PUT', url: `/api/alice/tasks/${id}`, payload });
    matchProblem(t, response, 404, '/problems/task-not-found');
  }
  t.strictSame(await server.db.selectFrom('tasks').selectAll().execute(), []);
});

t.test("another user's task is answered exactly as no task, and is unchanged", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  const stored = () => server.db.selectFrom('tasks').selectAll().execute();
  const before = await stored();
  const headers = { origin: allowedOrigin };
  const others = await server.request({ as: 'alice', headers, method: 'PUT', url: `/api/alice/tasks/${id}`, payload });
  const absent = await server.request({
    as: 'alice',
    headers,
    method: 'PUT',
    url: `/api/alice/tasks/${id + 1}`,
    payload,
  });
  const withoutRequest = (body: Record<string, unknown>) => ({ ...body, instance: '', request_id: '' });
  matchProblem(t, others, 404, '/problems/task-not-found');
  t.strictSame(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.strictSame(Object.keys(others.headers), Object.keys(absent.headers));
  t.strictSame(await stored(), before);
});

t.test("of two tasks with the same id, only the user's own is changed", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob', { title: "Bob's" });
  await createTask(server, 'alice');
  await server.db.insertInto('tasks').values({ user_id: 'alice', id, title: "Alice's" }).execute();
  const response = await server.request({ as: 'alice', method: 'PUT', url: `/api/alice/tasks/${id}`, payload });
  t.match(response.json(), { user_id: 'alice', title: 'Taken over' });
  const others = await server.db.selectFrom('tasks').selectAll().where('user_id', '=', 'bob').execute();
  t.match(others, [{ id, title: "Bob's", completed: false }]);
});
