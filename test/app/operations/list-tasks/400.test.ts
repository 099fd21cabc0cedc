import t from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

const queries = [
  ['an unknown parameter', 'colour=red'],
  ['an unknown parameter beside known ones', 'limit=1&colour=red&sort=title'],
  ['an unknown parameter without a value', 'colour'],
  ['a parameter of another letter case', 'Limit=1'],
  ['a parameter without a name', '=1'],
  ['a parameter with white space in its name', '%20limit=1'],
  ['a list in brackets', 'status[]=all'],
  ['a parameter of a prototype', '__proto__=1'],
  ['another parameter of a prototype', 'constructor=1'],
  ['an unknown parameter with a very long name', 'x'.repeat(5000)],
  ['an unknown parameter of any characters', '%00%22%3Cscript%3E%F0%9F%98%80=1'],
  ['a path parameter in the query', 'user_id=alice'],
  ['a parameter given twice', 'limit=1&limit=2'],
  ['a parameter given twice with the same value', 'status=all&sort=title&status=all'],
  ['a parameter given twice, once in escapes', 'limit=1&l%69mit=1'],
  ['a parameter given twice, empty', 'q=&q='],
  ['an escape that is none', 'q=%ZZ'],
  ['an escape that is cut off', 'q=100%'],
  ['an escape that is cut off after a digit', 'q=%4'],
  ['an escape that is none in a name', '%ZZ=1'],
  ['UTF-8 that is cut off', 'q=%C3%28'],
  ['a byte that is never UTF-8', 'q=%ff'],
  ['a surrogate in UTF-8', 'q=%ED%A0%80'],
  ['an overlong form', 'q=%C0%AF'],
  ['Latin-1', 'q=%E9'],
] as const;

t.test('a query that the operation does not have is refused before the database is asked', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [name, query] of queries) {
    await t.test(name, async (t) => {
      const response = await server.request({ as: 'alice', url: `/api/alice/tasks?${query}` });
      matchProblem(t, response, 400, '/problems/invalid-query');
    });
  }
});

t.test('a path that is not percent-encoded UTF-8', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const user of ['%ZZ', '%ff', '%C3%28', 'alice%', '%ED%A0%80']) {
    const response = await server.request({ as: 'alice', url: `/api/${user}/tasks` });
    matchProblem(t, response, 400, '/problems/malformed-path');
  }
});
