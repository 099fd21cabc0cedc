import t from 'tap';
import { createTask, matchProblem, startServer } from '../../support/server.ts';

t.test('a task that does not exist', async (t) => {
  const server = await startServer(t);
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1' });
  matchProblem(t, response, 404, '/problems/task-not-found');
});

t.test("another user's task is answered exactly as no task", async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'bob');
  const others = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
  const absent = await server.request({ as: 'alice', url: `/api/alice/tasks/${id + 1}` });
  const withoutRequest = (body: Record<string, unknown>) => ({ ...body, instance: '', request_id: '' });
  matchProblem(t, others, 404, '/problems/task-not-found');
  t.same(withoutRequest(others.json()), withoutRequest(absent.json()));
  t.same(Object.keys(others.headers), Object.keys(absent.headers));
});
