import t from 'tap';
import { allowedOrigin, createTask, matchProblem, startServer } from '../../../support/server.ts';

t.test('a task that does not exist', async (t) => {
  const server = await startServer(t);
  for (const id of ['1', '9007199254740991']) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
    matchProblem(t, response, 404, '/problems/task-not-found');
  }
});

t.test("another user's task is answered exactly as no task", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  const headers = { origin: allowedOrigin };
  const others = await server.request({ as: 'alice', headers, url: `/api/alice/tasks/${id}` });
  const absent = await server.request({ as: 'alice', headers, url: `/api/alice/tasks/${id + 1}` });
  const withoutRequest = (body: Record<string, unknown>) => ({ ...body, instance: '', request_id: '' });
  matchProblem(t, others, 404, '/problems/task-not-found');
  t.strictSame(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.strictSame(Object.keys(others.headers), Object.keys(absent.headers));
});

t.test('of two tasks with the same id, each user sees their own', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob', { title: "Bob's" });
  await createTask(server, 'alice');
  await server.db.insertInto('tasks').values({ user_id: 'alice', id, title: "Alice's" }).execute();
  const url = (userId: string) => `/api/${userId}/tasks/${id}`;
  t.match((await server.request({ as: 'alice', url: url('alice') })).json(), { user_id: 'alice', title: "Alice's" });
  t.match((await server.request({ as: 'bob', url: url('bob') })).json(), { user_id: 'bob', title: "Bob's" });
});
