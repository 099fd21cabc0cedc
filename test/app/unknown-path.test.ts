import t from 'tap';
import { matchProblem } from '../support/problems.ts';
import { testRows } from '../support/rows.ts';
import { startServerWithoutDatabase } from '../support/server.ts';

const paths = [
  '/nope',
  '/api',
  '/api/',
  '/api/alice',
  '/api/alice/',
  '/api/alice/tasks/',
  '/api//tasks',
  '/api//tasks/1',
  '/api/alice//tasks',
  '/api/alice/tasks//',
  '/api/alice/tasks//complete',
  '/api/alice/tasks/1/',
  '/api/alice/tasks/1/complete/',
  '/api/alice/tasks/1/completed',
  '/API/alice/tasks',
  '/api/alice/Tasks',
  '/api/alice/tasks;version=1',
  '/api%2Falice%2Ftasks',
  '/api/alice/tasks%2F1',
  '/v1/api/alice/tasks',
  '/healthz/',
  '/Healthz',
  '/healthz.json',
  '//healthz',
  '/docs/',
  '/docs/..%2F..%2Fpackage.json',
  '/openapi',
  '/__proto__',
  '/a"b<c>',
  `/${'a'.repeat(15_000)}`,
];

t.test('answers 404 to an unknown path, without a token', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const url of paths) {
    t.test(url.slice(0, 60), async (t) => {
      matchProblem(t, await server.request({ url }), 404, '/problems/not-found');
    });
  }
});

/** Paths that are almost declared, and the path that the detail names. */
const almost = [
  ['/api/alice/tasks/', '/api/{user_id}/tasks'],
  ['/api/alice//tasks', '/api/{user_id}/tasks'],
  ['/api//tasks', '/api/{user_id}/tasks'],
  ['/api/tasks', '/api/{user_id}/tasks'],
  ['/tasks?limit=5', '/api/{user_id}/tasks'],
  ['/API/alice/Tasks', '/api/{user_id}/tasks'],
  ['/api/alice/task', '/api/{user_id}/tasks'],
  ['/api/alice/tasks//complete', '/api/{user_id}/tasks/{id}/complete'],
  ['/api/tasks/5', '/api/{user_id}/tasks/{id}'],
  ['/api/alice/tasks/5/', '/api/{user_id}/tasks/{id}'],
  ['http://localhost/api/alice/tasks/5/', '/api/{user_id}/tasks/{id}'],
  ['/healthz/', '/healthz'],
] as const;

t.test('names the declared path that was probably meant, and no id', async (t) => {
  const server = await startServerWithoutDatabase(t);
  await testRows(t, almost, async (t, [url, path]) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      const response = await server.request({ method, url });
      matchProblem(t, response, 404, '/problems/not-found');
      const { detail } = response.json<{ detail: string }>();
      t.equal(detail, `Not found. Did you mean ${path}? Every slash and the letter case count.`);
    }
  });
  for (const url of ['/nope', '/problems/nope', '/api/alice']) {
    t.notMatch((await server.request({ url })).body, 'Did you mean', url);
  }
});

t.test('answers 404 whatever else is wrong with the request', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const json = { 'content-type': 'application/json' };
  for (const [what, request] of Object.entries({
    'a bad token': { url: '/nope', headers: { authorization: 'Bearer bad' } },
    'a query': { url: '/nope?a=%zz' },
    'an Accept that allows nothing': { url: '/nope', headers: { accept: 'image/png' } },
    'a body': { method: 'POST', url: '/nope', headers: json, payload: '{' },
    'an invalid media type': { method: 'POST', url: '/nope', headers: { 'content-type': 'garbage' }, payload: '{' },
    'a very large body': { method: 'POST', url: '/nope', headers: json, payload: Buffer.alloc(2 ** 21) },
    'a body with a wrong length': {
      method: 'POST',
      url: '/nope',
      headers: { ...json, 'content-length': '9' },
      payload: '{}',
    },
    'a very large body for a path with a trailing slash': {
      method: 'POST',
      url: '/api/alice/tasks/',
      headers: json,
      payload: Buffer.alloc(2 ** 21),
    },
  } as const)) {
    t.test(what, async (t) => {
      matchProblem(t, await server.request(request), 404, '/problems/not-found');
    });
  }
});

t.test('answers 404 to every method', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
    for (const url of ['/nope', '/api/alice/tasks/', '/api//tasks', '/api/alice/tasks//complete']) {
      matchProblem(t, await server.request({ method, url }), 404, '/problems/not-found');
    }
  }
});
