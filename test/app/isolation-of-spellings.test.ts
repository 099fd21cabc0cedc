/**
 * Alice asks for Bob's task in every spelling of its path, and with headers that mislead proxies. The answers are the
 * same as for a task that does not exist.
 */
import t, { type Test } from 'tap';
import { createTestDatabase } from '../../scripts/test-run/database.ts';
import { startServerOn, tokenOf } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';
import { countStatements } from '../support/statement-counter.ts';
import { listenRaw } from './raw-http.ts';

const hex = (text: string): string =>
  Array.from(text)
    .map((character) => `%${character.charCodeAt(0).toString(16)}`)
    .join('');

/** Spellings of the path of a task. */
const paths: Readonly<Record<string, (id: number) => string>> = {
  'as it is': (id) => `/api/bob/tasks/${id}`,
  'dots after the own path': (id) => `/api/alice/tasks/../../bob/tasks/${id}`,
  'dots, encoded': (id) => `/api/alice/tasks/%2e%2e/%2E%2E/bob/tasks/${id}`,
  'dots and slashes, encoded': (id) => `/api/alice%2f..%2fbob/tasks/${id}`,
  'dots and slashes, all encoded': (id) => `/api/alice%2f%2e%2e%2fbob/tasks/${id}`,
  'dots and slashes, encoded twice': (id) => `/api/alice%252f..%252fbob/tasks/${id}`,
  'dots and backslashes': (id) => `/api/alice\\..\\bob/tasks/${id}`,
  'dots and backslashes, encoded': (id) => `/api/alice%5c..%5cbob/tasks/${id}`,
  'dots in the id': (id) => `/api/alice/tasks/..%2f..%2fbob%2ftasks%2f${id}`,
  'one dot': (id) => `/api/./bob/tasks/${id}`,
  'one dot, encoded': (id) => `/api/%2e/bob/tasks/${id}`,
  'a slash at the end': (id) => `/api/bob/tasks/${id}/`,
  'a slash at the end, on the own path': (id) => `/api/alice/tasks/${id}/`,
  'two slashes first': (id) => `//api/bob/tasks/${id}`,
  'two slashes before the user': (id) => `/api//bob/tasks/${id}`,
  'two slashes before the id': (id) => `/api/bob/tasks//${id}`,
  'no user': (id) => `/api//tasks/${id}`,
  'the user encoded': (id) => `/api/${hex('bob')}/tasks/${id}`,
  'the path encoded': (id) => `/${hex('api')}/bob/${hex('tasks')}/${id}`,
  'the id encoded': (id) => `/api/bob/tasks/${hex(String(id))}`,
  'the id encoded, on the own path': (id) => `/api/alice/tasks/${hex(String(id))}`,
  'the user in upper case': (id) => `/api/BOB/tasks/${id}`,
  'the path in upper case': (id) => `/API/bob/TASKS/${id}`,
  'NUL after the user': (id) => `/api/bob%00/tasks/${id}`,
  'NUL after the own name': (id) => `/api/alice%00bob/tasks/${id}`,
  'NUL after the id': (id) => `/api/alice/tasks/${id}%00`,
  'a line break after the user': (id) => `/api/bob%0d%0a/tasks/${id}`,
  'a space after the user': (id) => `/api/bob%20/tasks/${id}`,
  'a plus after the user': (id) => `/api/bob+/tasks/${id}`,
  'a path parameter': (id) => `/api/alice;bob/tasks/${id}`,
  'a path parameter after the id': (id) => `/api/alice/tasks/${id};user_id=bob`,
  'two users': (id) => `/api/alice,bob/tasks/${id}`,
  'any user': (id) => `/api/*/tasks/${id}`,
  'any user, in SQL': (id) => `/api/%25/tasks/${id}`,
  'SQL as the user': (id) => `/api/alice'%20or%20user_id='bob/tasks/${id}`,
  'SQL after the id': (id) => `/api/alice/tasks/${id}%20or%201=1`,
  'a Cyrillic o': (id) => `/api/b%D0%BEb/tasks/${id}`,
  'full-width letters': (id) => `/api/%EF%BD%82%EF%BD%8F%EF%BD%82/tasks/${id}`,
  'a zero-width space': (id) => `/api/bob%E2%80%8B/tasks/${id}`,
  'a soft hyphen': (id) => `/api/b%C2%ADob/tasks/${id}`,
  'an overlong slash': (id) => `/api/alice%C0%AF..%C0%AFbob/tasks/${id}`,
  'broken encoding': (id) => `/api/bob%/tasks/${id}`,
  'full-width digits': (id) =>
    `/api/alice/tasks/${Array.from(String(id))
      .map((digit) => `%EF%BC%9${digit}`)
      .join('')}`,
  'a whole URL': (id) => `http://localhost/api/bob/tasks/${id}`,
  'a whole URL with a user': (id) => `http://bob@localhost/api/alice/tasks/${id}`,
  'a fragment': (id) => `/api/alice/tasks/${id}#/api/bob`,
  'the user in the query': (id) => `/api/alice/tasks/${id}?user_id=bob`,
  'the user in the query, as an array': (id) => `/api/alice/tasks/${id}?user_id[]=bob`,
};

/** Headers that some proxies and frameworks trust instead of the path, the method or the token. */
const headers: readonly string[] = [
  'X-Original-URL: /api/bob/tasks/1',
  'X-Rewrite-URL: /api/bob/tasks/1',
  'X-HTTP-Method-Override: DELETE',
  'X-User-Id: bob',
  'X-Forwarded-User: bob',
  'X-Forwarded-Prefix: /api/bob',
  'X-Auth-Request-User: bob',
  'Forwarded: for=127.0.0.1;by=bob',
  'Cookie: user_id=bob',
  'From: bob@example.com',
];

async function startRaw(t: Test) {
  const { address, db, drop } = await createTestDatabase();
  t.teardown(drop);
  const counted = await countStatements(t, address);
  const server = await startServerOn(t, { db, pool: counted.pool });
  await createTask(server, 'alice');
  const { id: others } = await createTask(server, 'bob');
  const exchange = await listenRaw(server.app);
  return {
    /** `absent` has as many digits as `others`, and belongs to nobody. */
    ids: { others, absent: others + 1 },
    stored: () => db.selectFrom('tasks').selectAll().orderBy('id').execute(),
    ask: async (method: string, path: string, header = 'X: y') => {
      const before = counted.executed();
      const body = method === 'PUT' ? '{"title":"taken over"}' : '';
      const answer = await exchange(
        `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokenOf('alice')}\r\n${header}\r\n` +
          `${body === '' ? '' : 'Content-Type: application/json\r\n'}Content-Length: ${body.length}\r\n` +
          `Connection: close\r\n\r\n${body}`,
      );
      const { date: _, 'ratelimit-remaining': __, 'ratelimit-reset': ___, ...rest } = answer.headers;
      return {
        status: answer.status,
        headers: rest,
        body: answer.body.replace(/"instance":"[^"]*"|"request_id":"[^"]*"/g, ''),
        statements: counted.executed() - before,
      };
    },
  };
}

const calls = [
  ['GET', ''],
  ['PUT', ''],
  ['DELETE', ''],
  ['PATCH', '/complete'],
] as const;

t.test("hides another user's task in every spelling of the path", async (t) => {
  const { ids, stored, ask } = await startRaw(t);
  const before = await stored();
  for (const [how, path] of Object.entries(paths)) {
    for (const [method, after] of calls) {
      const others = await ask(method, path(ids.others) + after);
      t.strictSame(others, await ask(method, path(ids.absent) + after), `${method}: ${how}`);
      t.ok(others.status >= 400 && others.status < 500, `${method}: ${how} is ${others.status}`);
      t.notMatch(others.body, 'bob');
    }
  }
  t.strictSame(await stored(), before, 'nothing was changed');
});

t.test("hides another user's task whatever a header says", async (t) => {
  const { ids, stored, ask } = await startRaw(t);
  const before = await stored();
  for (const header of headers) {
    for (const [method, after] of calls) {
      const others = await ask(method, `/api/alice/tasks/${ids.others}${after}`, header);
      // A statement finds nothing, and one proves that this is the answer to it. An update looks again.
      t.match(others, { status: 404, statements: method === 'PUT' ? 4 : 2 }, `${method}: ${header}`);
      t.strictSame(others, await ask(method, `/api/alice/tasks/${ids.absent}${after}`, header));
      t.match(await ask(method, `/api/bob/tasks/${ids.others}${after}`, header), { status: 403, statements: 0 });
    }
  }
  t.strictSame(await stored(), before, 'nothing was changed');
});
