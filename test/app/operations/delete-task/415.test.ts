import t from 'tap';
import { matchBodyRefused } from '../../../support/requests.ts';
import { createTask, matchProblem, startServer, startServerWithoutDatabase } from '../../../support/server.ts';

const request = { as: 'alice', method: 'DELETE', url: '/api/alice/tasks/1' } as const;

t.test('a body, of whatever media type and size', async (t) => {
  await matchBodyRefused(t, await startServerWithoutDatabase(t), request);
});

t.test('the task is still there', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const url = `/api/alice/tasks/${id}`;
  matchProblem(t, await server.request({ ...request, url, payload: {} }), 415, '/problems/unsupported-media-type');
  t.equal((await server.request({ as: 'alice', url })).statusCode, 200);
});
