import t, { type Test } from 'tap';
import { startServer, type TestServer } from '../../../support/server.ts';
import { idsOf, nextOf, pagesOf, tasksIn } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

/** Starts a server where Alice has so many tasks, with ids from 1. Their titles are in the order of their ids. */
async function startWith(t: Test, count: number): Promise<TestServer> {
  const server = await startServer(t);
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  await storeTasks(
    server.db,
    'alice',
    ids.map((id) => ({ id, title: String(id).padStart(4, '0') })),
  );
  return server;
}

t.test('limits a page to 50 tasks, or to a limit from 1 to 100', async (t) => {
  const server = await startWith(t, 101);
  for (const [query, length] of [
    ['', 50],
    ['?limit=1', 1],
    ['?limit=99', 99],
    ['?limit=100', 100],
  ] as const) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks${query}` });
    t.equal(tasksIn(response).length, length, query);
    t.ok(nextOf(response), query);
  }
});

t.test('sends no Link with the last page, even if it is full', async (t) => {
  const server = await startWith(t, 6);
  for (const query of ['', '?limit=6', '?limit=7', '?limit=100', '?offset=4&limit=2', '?offset=6', '?offset=10000']) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks${query}` });
    t.equal(response.statusCode, 200);
    t.notOk('link' in response.headers, query);
  }
  t.same(
    (await pagesOf(server, 'alice', { limit: '2' })).map(({ length }) => length),
    [2, 2, 2],
  );
  t.same(
    (await pagesOf(server, 'alice', { limit: '4' })).map(({ length }) => length),
    [4, 2],
  );
});

t.test('skips offset tasks, and continues after the page', async (t) => {
  const server = await startWith(t, 10);
  t.same(await idsOf(server, 'alice', { sort: 'title', offset: '0', limit: '2' }), [1, 2]);
  t.same(await idsOf(server, 'alice', { sort: 'title', offset: '9' }), [10]);
  t.same(await idsOf(server, 'alice', { sort: 'title', offset: '10' }), []);
  const pages = await pagesOf(server, 'alice', { sort: 'title', offset: '3', limit: '3' });
  t.same(
    pages.map((page) => page.map(({ id }) => id)),
    [[4, 5, 6], [7, 8, 9], [10]],
  );
});

t.test('sends a relative Link that keeps the query', async (t) => {
  const server = await startWith(t, 10);
  const cases = [
    ['', { status: 'all', sort: 'created', limit: '2' }],
    ['&status=pending&sort=title&q=0', { status: 'pending', sort: 'title', limit: '2', q: '0' }],
    ['&offset=3&sort=due_date', { status: 'all', sort: 'due_date', limit: '2' }],
  ] as const;
  for (const [query, kept] of cases) {
    const response = await server.request({ as: 'alice', url: `/api/alice/tasks?limit=2${query}` });
    t.match(response.headers.link, /^<\/api\/alice\/tasks\?[\w\-.~%+&=]+>; rel="next"$/);
    const { cursor, ...others } = Object.fromEntries(new URL(nextOf(response) ?? '', 'http://localhost').searchParams);
    t.ok(cursor);
    t.same(others, kept);
  }
});

t.test('keeps a search for any characters in Link', async (t) => {
  const server = await startServer(t);
  const texts = [
    ...['a b', 'a+b', '100%', '%41', '&=#?;', '<>"', '>; rel="prev"', "o'neil"],
    ...['\\_%', '\n', 'ü', '😀', '𝛼'.repeat(200)],
  ];
  for (const [index, q] of texts.entries()) {
    const userId = `user-${index}`;
    await storeTasks(
      server.db,
      userId,
      [1, 2, 3].map((id) => ({ id, title: 'x', description: q })),
    );
    const pages = await pagesOf(server, userId, { q, limit: '1', sort: 'title' });
    t.same(
      pages.flat().map(({ id }) => id),
      [1, 2, 3],
      JSON.stringify(q).slice(0, 20),
    );
  }
});
