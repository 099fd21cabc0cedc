import t from 'tap';
import { matchProblem } from '../support/problems.ts';
import { startServer, startServerWithoutDatabase } from '../support/server.ts';

const operations = {
  getTask: { method: 'GET', after: '' },
  updateTask: { method: 'PUT', after: '', payload: { title: 'x' } },
  deleteTask: { method: 'DELETE', after: '' },
  toggleTaskCompletion: { method: 'PATCH', after: '/complete' },
} as const;

/** As spelt in the path. */
const wrongIds = [
  '0',
  '-1',
  '-0',
  '01',
  '+1',
  '%2B1',
  '1.0',
  '1.',
  '.5',
  '1e1',
  '1E1',
  '0x10',
  '0b1',
  '0o7',
  '1_000',
  '1,000',
  '%201',
  '1%20',
  '+',
  '%09',
  '1%0A',
  '9007199254740992',
  '9007199254740993',
  '99999999999999999999',
  '-9007199254740992',
  '1'.repeat(10_000),
  'abc',
  '1abc',
  'null',
  'NaN',
  'Infinity',
  '%00',
  '1%00',
  '1%2F2',
  '1;a',
  '%F0%9F%90%9F',
  // Digits outside ASCII.
  encodeURIComponent('１'),
  encodeURIComponent('١'),
];

for (const [operation, { after, ...request }] of Object.entries(operations)) {
  t.test(`${operation}: refuses an id that is not a plain decimal integer from 1 to 2^53-1`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    for (const id of wrongIds) {
      const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}${after}`, ...request });
      matchProblem(t, response, 422, '/problems/validation-failed');
      t.match(response.json(), { errors: [{ parameter: 'id' }] }, id.slice(0, 40));
    }
  });

  t.test(`${operation}: answers 404 to the smallest and the largest id`, async (t) => {
    const server = await startServer(t);
    for (const id of ['1', '9007199254740991', '%31']) {
      const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}${after}`, ...request });
      matchProblem(t, response, 404, '/problems/task-not-found');
    }
  });
}

t.test('returns the largest id exactly', async (t) => {
  const server = await startServer(t);
  await server.db.insertInto('users').values({ id: 'alice' }).execute();
  await server.db.insertInto('tasks').values({ user_id: 'alice', id: 9007199254740991, title: 'x' }).execute();
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks/9007199254740991' });
  t.match(response.body, '"id":9007199254740991,');
});
