import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('an Accept that does not allow JSON', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const accept of [
    'text/html',
    'text/*',
    'application/xml, text/plain;q=0.5',
    'application/json;q=0',
    'application/json;q=0, */*',
    '*/*;q=0',
    'application/problem+json',
    'garbage',
  ]) {
    t.test(accept, async (t) => {
      const response = await server.request({ as: 'alice', url: '/api/alice/tasks/1', headers: { accept } });
      matchProblem(t, response, 406, '/problems/not-acceptable');
    });
  }
});
