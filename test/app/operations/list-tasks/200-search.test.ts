import t, { type Test } from 'tap';
import { startServer, type TestServer } from '../../../support/server.ts';
import { idsOf } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

async function startWith(t: Test, titles: readonly string[]): Promise<TestServer> {
  const server = await startServer(t);
  await storeTasks(
    server.db,
    'alice',
    titles.map((title, index) => ({ id: index + 1, title })),
  );
  return server;
}

const found = async (server: TestServer, q: string): Promise<number[]> =>
  (await idsOf(server, 'alice', { q, limit: '100' })).sort((a, b) => a - b);

t.test('finds text within a title or a description', async (t) => {
  const server = await startServer(t);
  await storeTasks(server.db, 'alice', [
    { id: 1, title: 'Buy milk', description: null },
    { id: 2, title: 'Shop', description: 'two litres of milk, oat' },
    { id: 3, title: 'Milkshake', description: 'milk' },
    { id: 4, title: 'Call', description: '' },
    { id: 5, title: 'mil', description: 'k' },
  ]);
  await storeTasks(server.db, 'bob', [{ id: 6, title: 'milk', description: 'milk' }]);
  for (const [q, ids] of [
    ['milk', [1, 2, 3]],
    ['MiLK', [1, 2, 3]],
    ['y m', [1]],
    ['m', [1, 2, 3, 5]],
    ['milk ', []],
    ['buy milk two', []],
    ['', [1, 2, 3, 4, 5]],
  ] as const) {
    t.same(await found(server, q), ids, `"${q}"`);
  }
});

t.test('combines q with status', async (t) => {
  const server = await startServer(t);
  await storeTasks(server.db, 'alice', [
    { id: 1, title: 'milk', completed: true },
    { id: 2, title: 'milk' },
    { id: 3, title: 'bread', completed: true, description: 'milk' },
    { id: 4, title: 'bread', completed: true },
  ]);
  t.same(await idsOf(server, 'alice', { q: 'milk', status: 'completed', sort: 'title' }), [3, 1]);
  t.same(await idsOf(server, 'alice', { q: 'milk', status: 'pending' }), [2]);
});

t.test('finds text anywhere in the longest description', async (t) => {
  const server = await startServer(t);
  for (const letter of ['x', 'Ä', '買', '𐐀']) {
    const userId = `user-${letter.codePointAt(0) ?? 0}`;
    const fill = (length: number) => letter.repeat(length);
    await storeTasks(server.db, userId, [
      { id: 1, title: 'A', description: `Milk${fill(996)}` },
      { id: 2, title: 'B', description: `${fill(498)}miLK${fill(498)}` },
      { id: 3, title: 'C', description: `${fill(996)}MILK` },
      { id: 4, title: 'D', description: fill(1000) },
      { id: 5, title: 'E', description: `${fill(196)}milk` },
      { id: 6, title: 'F milk', description: fill(1000) },
    ]);
    for (const sort of ['created', 'title', 'due_date'])
      t.same((await idsOf(server, userId, { q: 'milk', sort })).toSorted(), [1, 2, 3, 5, 6], `${letter}, ${sort}`);
    t.same(
      await idsOf(server, userId, { q: fill(200).toLowerCase(), limit: '100', sort: 'title' }),
      [1, 2, 3, 4, 6],
      letter,
    );
  }
});

t.test('stores and finds the longest texts of the longest user id', async (t) => {
  const server = await startServer(t);
  // All different, so that Postgres cannot compress them.
  const letters = (count: number, from: number) =>
    Array.from({ length: count }, (_, index) => String.fromCodePoint(0x20000 + ((from + index * 7919) % 40_000))).join(
      '',
    );
  const userId = letters(255, 1);
  await storeTasks(server.db, userId, [
    { id: 1, title: letters(200, 2), description: letters(200, 3), due_date: '2027-01-01T00:00:00Z' },
    { id: 2, title: letters(200, 4), description: letters(1000, 5) },
    { id: 3, title: 'İ'.repeat(200), description: 'Ⱥ'.repeat(400) },
    // Each letter is normalised to 18.
    { id: 4, title: `${'ﷺ'.repeat(195)} milk`, description: `${'ﷺ'.repeat(995)} milk` },
    { id: 5, title: `${'ﷺ'.repeat(194)} bread` },
  ]);
  t.same(await idsOf(server, userId, { q: letters(200, 2) }), [1]);
  t.same(await idsOf(server, userId, { q: letters(200, 5) }), [2]);
  t.same(await idsOf(server, userId, { q: 'ⱥ'.repeat(200) }), [3]);
  t.same(await idsOf(server, userId, { q: 'MILK' }), [4]);
  t.same(await idsOf(server, userId, { q: 'bread' }), [5]);
});

/** Titles with characters that LIKE, a regular expression or SQL might interpret. */
const special = [
  ...['100%', '100', 'a_b', 'axb', 'a\\b', 'a\\\\b', '\\', '%', '_'],
  ...["it's", '"quoted"', '*', '.', '$1', '[ab]', ';--'],
];

t.test('takes every character of q literally', async (t) => {
  const server = await startWith(t, special);
  for (const q of [...special, '%_', '\\%', "'", '"', '.*', '\\_', '0%', 'a%b', '??']) {
    const expected = special.flatMap((title, index) => (title.includes(q) ? [index + 1] : []));
    t.same(await found(server, q), expected, q);
  }
});

/** Titles, and searches that find them. */
const foldings: readonly (readonly [title: string, q: string])[] = [
  ['Ärger', 'ärg'],
  ['ärger', 'ÄRG'],
  ['Яблоко', 'яБЛ'],
  ['買い物', 'い'],
  ['🧦 waschen', '🧦'],
  ['𐐀', '𐐨'],
  ['straße', 'ß'],
  ['STRASSE', 'straß'],
  ['GROẞ', 'groß'],
  ['İstanbul', 'İ'],
  ['e\u0301', 'é'],
  ['É', 'e\u0301'],
  ['tab\tand\nline', 'D\nL'],
  ['x'.repeat(200), 'X'.repeat(200)],
  ['𝛼'.repeat(200), '𝛼'.repeat(200)],
  // Σ in lower case is ς at the end of a word and σ elsewhere.
  ['ΟΔΟΣ', 'ΟΔΟΣ'],
  ['οδος', 'ΟΔΟΣ'],
  ['ΟΔΟΣ', 'Σ'],
  ['ΣΟΦΟΣ', 'ΣΟΦ'],
  ['ΟΔΟΣΗΜΑΝΣΗ', 'ΟΔΟΣ'],
  ['ΟΔΟΣΗΜΑΝΣΗ', 'οδοσ'],
];

t.test('ignores letter case in every script', async (t) => {
  const server = await startServer(t);
  for (const [index, [title, q]] of foldings.entries()) {
    const userId = `user-${index}`;
    await storeTasks(server.db, userId, [
      { id: 1, title },
      { id: 2, title: 'x', description: title },
      { id: 3, title: '-' },
    ]);
    const ids = await idsOf(server, userId, { q, sort: 'created' });
    t.same(ids, [2, 1], `${title.slice(0, 20)} holds ${q.slice(0, 20)}`);
  }
});

t.test('distinguishes letters that look or sound alike', async (t) => {
  const server = await startWith(t, ['Arger', 'cafe', 'oe', 'ı']);
  for (const q of ['Ä', 'é', 'ø', 'œ', 'i']) t.same(await found(server, q), [], q);
});
