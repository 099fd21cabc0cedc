import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

const refused = [
  'application/xml',
  'text/html',
  'text/*',
  'application/json;q=0',
  '*/*, application/json;q=0',
  'application/problem+json',
];

for (const accept of refused) {
  t.test(`Accept: ${accept}`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const response = await server.request({ as: 'alice', url: '/api/alice/tasks', headers: { accept } });
    matchProblem(t, response, 406, '/problems/not-acceptable');
  });
}
