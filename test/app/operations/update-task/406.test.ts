import t from 'tap';
import { createTask, matchProblem, startServer, startServerWithoutDatabase } from '../../../support/server.ts';

const request = { as: 'alice', method: 'PUT', payload: { title: 'x' }, headers: { accept: 'text/html' } } as const;

t.test('an Accept that does not allow JSON', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ ...request, url: '/api/alice/tasks/1' });
  matchProblem(t, response, 406, '/problems/not-acceptable');
});

t.test('what cannot be answered is not done', async (t) => {
  const server = await startServer(t);
  const created = await createTask(server, 'alice');
  await server.request({ ...request, url: `/api/alice/tasks/${created.id}` });
  const stored = await server.request({ as: 'alice', url: `/api/alice/tasks/${created.id}` });
  t.strictSame(stored.json(), created);
});
