import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('a query, where none is declared', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const query of ['?verbose', '?a=%zz']) {
    matchProblem(t, await server.request({ url: `/readyz${query}` }), 400, '/problems/invalid-query');
  }
});
