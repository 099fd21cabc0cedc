import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

const others = [
  ['bob', 'alice'],
  ['bob', 'nobody-by-this-name'],
  ['alice', 'Alice'],
  ['alice', 'alice%20'],
  ['alice', 'alice%00'],
  ['alice', 'x'.repeat(256)],
  ['a/b', 'a%252Fb'],
  ['é', 'e%CC%81'],
] as const;

for (const [as, userId] of others) {
  t.test(`${as} is not ${userId.slice(0, 20)}`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const response = await server.request({ as, method: 'POST', url: `/api/${userId}/tasks`, payload: { title: 'x' } });
    matchProblem(t, response, 403, '/problems/forbidden');
  });
}
