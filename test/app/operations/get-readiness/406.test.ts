import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('an Accept that does not allow JSON', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: '/readyz', headers: { accept: 'text/plain' } });
  matchProblem(t, response, 406, '/problems/not-acceptable');
});
