import t from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { testRows } from '../../../support/rows.ts';
import { startServerWithoutDatabase } from '../../../support/server.ts';

/** Queries that a list does not have. The queries that no operation has are in 400.test.ts of the folder above. */
const queries = [
  ['an unknown parameter', 'colour=red'],
  ['an unknown parameter beside known ones', 'limit=1&colour=red&sort=title'],
  ['an unknown parameter without a value', 'colour'],
  ['a parameter under another letter case', 'Limit=1'],
  ['a parameter without a name', '=1'],
  ['a parameter with white space in its name', '%20limit=1'],
  ['an array in brackets', 'status[]=all'],
  ['a name that every object inherits', '__proto__=1'],
  ['another name that every object inherits', 'constructor=1'],
  ['an unknown parameter with a very long name', 'x'.repeat(5000)],
  ['an unknown parameter of any characters', '%00%22%3Cscript%3E%F0%9F%98%80=1'],
  ['a path parameter in the query', 'user_id=alice'],
  ['a parameter given twice', 'limit=1&limit=2'],
  ['a parameter given twice with the same value', 'status=all&sort=title&status=all'],
  ['a parameter given twice, once percent-encoded', 'limit=1&l%69mit=1'],
  ['a parameter given twice, empty', 'q=&q='],
  ['a bound given twice', 'due_after=2026-12-01&due_after=2026-12-02'],
  ['an invalid escape', 'q=%ZZ'],
  ['an escape that is cut off', 'q=100%'],
  ['an escape that is cut off after a digit', 'q=%4'],
  ['an invalid escape in a name', '%ZZ=1'],
  ['UTF-8 that is cut off', 'q=%C3%28'],
  ['a byte that UTF-8 never has', 'q=%ff'],
  ['a surrogate in UTF-8', 'q=%ED%A0%80'],
  ['an overlong form', 'q=%C0%AF'],
  ['Latin-1', 'q=%E9'],
] as const;

const parameters = 'status, priority, tag, due_after, due_before, q, sort, order, limit, offset, cursor';

/** Queries with several faults, and the detail that names all of them. */
const several = [
  [
    'sort_by=due_date&page_size=5',
    'The query parameter "sort_by" is not supported (did you mean "sort"?). ' +
      `The query parameter "page_size" is not supported. This operation has: ${parameters}.`,
  ],
  [
    'page=2&limit=500',
    'The query parameter "page" is not supported. The parameter "limit" must be at most 100. ' +
      `This operation has: ${parameters}.`,
  ],
  [
    'limit=0&limit=1&sort=x',
    'The query parameter "limit" is given more than once. ' +
      'The parameter "sort" must be one of created, title, due_date, priority, updated. ' +
      'The parameter "limit" must be at least 1.',
  ],
] as const;

t.test('names every fault of a query and of its values at once', async (t) => {
  const server = await startServerWithoutDatabase(t);
  await testRows(t, several, async (t, [query, detail]) => {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?${query}` });
    matchProblem(t, response, 400, '/problems/invalid-query');
    t.equal(response.json<{ detail: string }>().detail, detail);
  });
});

t.test('refuses a query that the list does not have, before it asks the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  await testRows(t, queries, async (t, [, query]) => {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?${query}` });
    matchProblem(t, response, 400, '/problems/invalid-query');
  });
});
