import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

const queries = {
  'a query parameter, where none is declared': '?colour=red',
  "a path parameter's name in the query": '?id=1',
  'the user in the query': '?user_id=bob',
  'a parameter that the list has': '?limit=1',
  'a parameter without a value': '?colour',
  'a parameter without a name': '?=1',
  'a name of every object': '?__proto__=1',
  'a token in the query': '?access_token=abc',
  'the same twice': '?a=1&a=2',
  'a second question mark': '??',
  'percent-encoding that is cut off': '?a=%4',
  'percent-encoding that is not hexadecimal': '?a=%zz',
  'percent-encoding that is not UTF-8': '?a=%ff',
  'a lone surrogate': '?%ED%A0%80=1',
  'U+0000': '?a%00=1',
  'a very long name': `?${'a'.repeat(8000)}=1`,
};

t.test('a query that the operation does not have', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, query] of Object.entries(queries)) {
    t.test(what, async (t) => {
      const response = await server.request({ as: 'alice', url: `/api/alice/tasks/1${query}` });
      matchProblem(t, response, 400, '/problems/invalid-query');
      t.match(response.json(), { instance: '/api/alice/tasks/1' });
    });
  }
});

t.test('a path that is not percent-encoded UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const id of ['%', '%4', '%zz', '%ff', '%C3', '%ED%A0%80', '1%']) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks/${id}` });
    matchProblem(t, response, 400, '/problems/malformed-path');
  }
});
