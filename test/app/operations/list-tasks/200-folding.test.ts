/** The table of cases in specs/features/search.md: which texts a search finds, and which titles are sorted as equal. */
import t, { type Test } from 'tap';
import { idsOf, tasksIn } from '../../../support/pages.ts';
import { testRows } from '../../../support/rows.ts';
import { startServer } from '../../../support/server.ts';
import { codesIn, rowsOf } from '../../../support/spec-tables.ts';
import { storeTasks, tasksOf, type TaskRow } from '../../../support/tasks.ts';

const results: readonly string[] = ['equal', 'part', 'no'];

/** Reads a text that is written as in JSON. */
function textOf(code: string): string {
  const text: unknown = JSON.parse(`"${code}"`);
  if (typeof text !== 'string') throw new TypeError(`Not a text: ${code}`);
  return text;
}

const cases = rowsOf('features/search.md').map(([text = '', search = '', result = '']) => {
  const [q] = codesIn(search);
  if (q === undefined || !results.includes(result)) throw new Error(`Not a case: ${text}, ${search}, ${result}`);
  return [`${q} in ${text}: ${result}`, { text: textOf(text), q: textOf(q), result }] as const;
});
const equal = cases.filter(([, { result }]) => result === 'equal');

const server = await startServer(t);
let users = 0;

/** Stores rows for a new user. @returns its id */
async function store(rows: readonly TaskRow[]): Promise<string> {
  users += 1;
  const userId = `user-${users}`;
  await storeTasks(server.db, userId, rows);
  return userId;
}

/** The text in a title, in a description, and in one that is too long for the index, among tasks without it. */
function rowsWith(text: string): readonly TaskRow[] {
  return [
    { id: 5, title: text, description: null },
    { id: 4, title: '-', description: text },
    { id: 3, title: '-', description: '買'.repeat(900) + text },
    { id: 2, title: '-', description: null },
    { id: 1, title: '-', description: '買'.repeat(1000) },
  ];
}

async function checkSearch(t: Test, text: string, q: string, isFound: boolean): Promise<void> {
  const rows = rowsWith(text);
  const userId = await store(rows);
  const response = await server.request({
    as: userId,
    url: `${tasksOf(userId)}?${new URLSearchParams({ q }).toString()}`,
  });
  const found = tasksIn(response).map(({ id, title, description }) => ({ id, title, description }));
  t.strictSame(found, isFound ? rows.slice(0, 3) : []);
}

t.test('a search finds what the table says, and it comes back as it was stored', (t) =>
  testRows(t, cases, (t, [, { text, q, result }]) => checkSearch(t, text, q, result !== 'no')),
);

t.test('of equal texts, each finds the other', (t) =>
  testRows(t, equal, (t, [, { text, q }]) => checkSearch(t, q, text, true)),
);

t.test('equal titles are sorted by id, in both directions', (t) =>
  testRows(t, equal, async (t, [, { text, q }]) => {
    for (const [first, second] of [
      [text, q],
      [q, text],
    ] as const) {
      const userId = await store([
        { id: 1, title: first },
        { id: 2, title: second },
      ]);
      t.strictSame(await idsOf(server, userId, { sort: 'title' }), [1, 2]);
      t.strictSame(await idsOf(server, userId, { sort: 'title', order: 'desc' }), [2, 1]);
    }
  }),
);
