import t from 'tap';
import { createTask, startServer } from '../../support/server.ts';

t.test('a task is returned as it was created', async (t) => {
  const server = await startServer(t);
  const created = await createTask(server, 'alice', { title: 'Buy milk', description: 'Oat', due_date: null });
  const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${created.id}` });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.same(response.json(), created);
});
