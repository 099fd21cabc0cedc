import t from 'tap';
import { matchProblem } from '../support/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';

const paths = [
  '/%',
  '/%4',
  '/%zz',
  '/%u0041',
  '/%ff',
  '/%C3',
  '/%C0%80',
  '/%ED%A0%80',
  '/%F4%90%80%80',
  '/nope/%ff',
  '/api/%zz/tasks',
  '/api/alice%/tasks/1',
  '/api/alice/tasks/%ff/complete',
  '/api/alice/tasks/%ff?a=%zz',
];

t.test('refuses a path that is not percent-encoded UTF-8, by any method and without a token', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const url of paths) {
    for (const method of ['GET', 'POST', 'PATCH', 'OPTIONS'] as const) {
      matchProblem(t, await server.request({ method, url }), 400, '/problems/malformed-path');
    }
  }
});

t.test('accepts percent-encoding in lower case, and of characters that need none', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const url of ['/%68ealthz', '/%6eope', '/%e2%82%ac']) {
    t.not((await server.request({ url })).statusCode, 400, url);
  }
});
