import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test("a path that is not the token's user's", async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const userId of [
    'bob',
    'Alice',
    'ALICE',
    'alic',
    'alice2',
    'alice%20',
    '%20alice',
    'alice%00',
    'alice%2Fbob',
    '%EF%BD%81lice',
    '*',
    '..%2Falice',
  ]) {
    const response = await server.request({ as: 'alice', url: `/api/${userId}/tasks/1` });
    matchProblem(t, response, 403, '/problems/forbidden');
    t.notOk(response.headers['www-authenticate'], userId);
  }
});

t.test('a user id that is longer than any', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ as: 'alice', url: `/api/${'a'.repeat(5000)}/tasks/1` });
  matchProblem(t, response, 403, '/problems/forbidden');
});
