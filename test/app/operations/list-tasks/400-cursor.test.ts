import t, { type Test } from 'tap';
import { matchProblem } from '../../../support/problems.ts';
import { startServer, startServerWithoutDatabase } from '../../../support/server.ts';
import { cursorOf, sorts } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

/** Starts one server that makes cursors of Alice's lists, and one without a database that must refuse them. */
async function start(t: Test) {
  const server = await startServer(t);
  const due_date = '2026-12-01T17:00:00Z';
  await storeTasks(
    server.db,
    'alice',
    [1, 2, 3].map((id) => ({ id, title: 'milk', due_date })),
  );
  const withoutDatabase = await startServerWithoutDatabase(t);
  return {
    cursor: async (query: string) =>
      cursorOf(await server.request({ as: 'alice', url: `/api/alice/tasks?limit=1&${query}` })),
    refuses: async (query: string, cursor: string, name = query) => {
      const url = `/api/alice/tasks?${query}&cursor=${encodeURIComponent(cursor)}`;
      await t.test(name.slice(0, 80), async (t) => {
        const response = await withoutDatabase.request({ as: 'alice', url });
        matchProblem(t, response, 400, '/problems/invalid-cursor');
      });
    },
  };
}

const encode = (text: string): string => Buffer.from(text).toString('base64url');

t.test('refuses a cursor of another list', async (t) => {
  const { cursor, refuses } = await start(t);
  const lists = ['sort=created', 'sort=title', 'sort=due_date', 'status=pending', 'q=milk', 'q=MILK', 'q=mil'];
  for (const from of lists) {
    const taken = await cursor(from);
    for (const to of lists.filter((list) => list !== from)) await refuses(to, taken, `of ${from} for ${to}`);
  }
  await refuses('', await cursor('sort=title&status=pending'));
});

t.test('refuses a cursor together with an offset', async (t) => {
  const { cursor, refuses } = await start(t);
  await refuses('offset=1', await cursor(''));
  await refuses('offset=1', await cursor('offset=1&q='), 'of a page that had an offset');
});

t.test('refuses text that is not a cursor', async (t) => {
  const { cursor, refuses } = await start(t);
  const real = await cursor('');
  const texts = [
    '',
    ' ',
    '0',
    '1',
    'garbage',
    '%',
    '😀',
    '\0',
    'null',
    'W10',
    encode('{'),
    encode('\0'),
    '['.repeat(4096),
  ];
  const damaged = [real.slice(1), real.slice(0, -2), `${real}AAAA`, `x${real}`];
  for (const text of [...texts, ...damaged]) await refuses('', text, JSON.stringify(text).slice(0, 60));
});

t.test('refuses a cursor with extra characters', async (t) => {
  const { cursor, refuses } = await start(t);
  const real = await cursor('');
  for (const added of ['!', '=', ' ', '\n', '😀']) {
    await refuses('', `${real}${added}`, `${JSON.stringify(added)} behind it`);
    await refuses('', `${real.slice(0, 4)}${added}${real.slice(4)}`, `${JSON.stringify(added)} within it`);
  }
});

/** JSON values that are not a task id. */
const ids = [
  '0',
  '-1',
  '1.5',
  '"1"',
  'null',
  'true',
  '[1]',
  '{}',
  '9007199254740992',
  '9223372036854775808',
  '1e300',
  '-0',
];
/** JSON values that are not a sort key. */
const keys = {
  created: [
    'null',
    '""',
    '"infinity"',
    '"now"',
    '"2026-12-01T17:00:00Z"',
    '"2026-02-30T00:00:00.000000Z"',
    '0',
    '{}',
    '[]',
  ],
  title: [
    'null',
    '0',
    'true',
    '{}',
    '["milk"]',
    String.raw`"a\u0000b"`,
    String.raw`"\ud800"`,
    String.raw`"\udc00\ud800"`,
  ],
  priority: ['""', 'null', '"urgent"', '"HIGH"', '3', 'true', '{}'],
  updated: ['null', '""', '"now"', '"2026-12-01"', '5', '{}'],
  due_date: [
    '"2026-02-30"',
    '"2026-12-1"',
    '""',
    '"-infinity"',
    '"2026-12-01 17:00:00.000000Z"',
    '"0000-01-01T00:00:00.000000Z"',
    '5',
    'false',
    '{}',
  ],
};

t.test('refuses a cursor that was changed', async (t) => {
  const { cursor, refuses } = await start(t);
  for (const sort of sorts) {
    const real = Buffer.from(await cursor(`sort=${sort}`), 'base64url').toString();
    const [, binding = '', key = '', id = ''] = /^\[(".*?"),(".*"),(\d+)\]$/.exec(real) ?? [];
    t.ok(id, real);
    const forged = [
      ...ids.map((other) => `[${binding},${key},${other}]`),
      ...keys[sort].map((other) => `[${binding},${other},${id}]`),
      ...['""', 'null', '0', binding.toUpperCase()].map((other) => `[${other},${key},${id}]`),
      `[${binding},${key}]`,
      `[${binding},${key},${id},${id}]`,
      `{"0":${binding},"1":${key},"2":${id},"length":3}`,
      ...['[]', '{}', 'null', '1', '"text"', '[[],[],[]]', '['.repeat(2000) + ']'.repeat(1000)],
    ];
    for (const text of forged) await refuses(`sort=${sort}`, encode(text), text.slice(0, 60));
  }
});
