import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

// test/app/task-ids.test.ts has them all.
t.test('an id that is none is named', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const id of ['0', 'abc', '1e1']) {
    const response = await server.request({ as: 'alice', method: 'PATCH', url: `/api/alice/tasks/${id}/complete` });
    matchProblem(t, response, 422, '/problems/validation-failed');
    t.match(response.json(), { errors: [{ parameter: 'id' }] });
  }
});
