import t from 'tap';
import { nextPageLink, taskPath } from '../../../src/app/tasks/links.ts';
import type { TaskSelection } from '../../../src/app/tasks/task.ts';

const list: TaskSelection = { status: 'all', sort: 'created', limit: 50, offset: 0 };

/** The id of a user in a token, and in a path (RFC 3986, section 3.3). */
const users: readonly (readonly [userId: string, segment: string])[] = [
  ['alice', 'alice'],
  ['alice@example.com', 'alice%40example.com'],
  ['auth0|5f7c', 'auth0%7C5f7c'],
  ['a/b', 'a%2Fb'],
  ['a?b#c', 'a%3Fb%23c'],
  ['a b+c', 'a%20b%2Bc'],
  ['100%', '100%25'],
  ['%2F', '%252F'],
  ['{id}', '%7Bid%7D'],
  ['$&$1', '%24%26%241'],
  ['"<>"', '%22%3C%3E%22'],
  ['ß€', '%C3%9F%E2%82%AC'],
  ['🥛', '%F0%9F%A5%9B'],
  ['a\r\nb', 'a%0D%0Ab'],
];

const target = /^<(?<path>[^?>]*)\?(?<query>[^>]*)>; rel="next"$/;

function partsOf(link: string): { path: string | undefined; query: Record<string, string> } {
  const groups = target.exec(link)?.groups;
  return { path: groups?.['path'], query: Object.fromEntries(new URLSearchParams(groups?.['query'])) };
}

t.test('the path of a task encodes the user', async (t) => {
  for (const [userId, segment] of users) t.equal(taskPath('', userId, 42), `/api/${segment}/tasks/42`);
  t.equal(taskPath('', 'alice', Number.MAX_SAFE_INTEGER), '/api/alice/tasks/9007199254740991');
});

t.test('the link to the next page encodes the user and names the cursor', async (t) => {
  for (const [userId, segment] of users)
    t.equal(partsOf(nextPageLink('', userId, list, 'abc')).path, `/api/${segment}/tasks`);
  t.equal(
    nextPageLink('', 'alice', list, 'abc'),
    '</api/alice/tasks?status=all&sort=created&limit=50&cursor=abc>; rel="next"',
  );
});

t.test('the link keeps the selection and drops the offset', async (t) => {
  for (const q of ['milk', 'a&b=c', 'a b+c', '50 %', '<>"', 'ß€🥛', '#?/', '']) {
    const { query } = partsOf(
      nextPageLink('', 'alice', { ...list, status: 'pending', sort: 'title', q, limit: 7, offset: 30 }, 'abc'),
    );
    t.strictSame(query, { status: 'pending', sort: 'title', q, limit: '7', cursor: 'abc' }, JSON.stringify(q));
  }
  t.notOk('q' in partsOf(nextPageLink('', 'alice', list, 'abc')).query);
});

t.test('the link repeats the name of a parameter for each of its values', async (t) => {
  const labelled = { ...list, label: ['a&b', 'c'], kind: [] };
  t.match(
    nextPageLink('', 'alice', labelled, 'abc'),
    '?status=all&sort=created&limit=50&label=a%26b&label=c&cursor=abc>',
  );
});

t.test('the longest path and link are plain ASCII within the limits of the contract', async (t) => {
  const longest = '🥛'.repeat(255);
  const path = taskPath('', longest, Number.MAX_SAFE_INTEGER);
  const link = nextPageLink('', longest, { ...list, q: '🥛'.repeat(200) }, 'x'.repeat(4096));
  t.match(path, /^[!-~]{1,4096}$/);
  t.match(link, /^[ -~]{1,16384}$/);
});
