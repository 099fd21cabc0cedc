import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { idsOf, tasksIn } from '../../../support/pages.ts';
import { storeTasks } from '../../../support/tasks.ts';

/** An id for each place of a list. The ids are not in its order, so the order cannot come from them. */
const shuffled = (index: number): number => ((index * 7) % 31) + 1;

t.test('sorts by creation time, newest first to the microsecond, then by descending id', async (t) => {
  const server = await startServer(t);
  const times = ['00.000002', '00.000001', '00.000001', '00.000000', '59.999999'];
  await storeTasks(
    server.db,
    'alice',
    times.map((time, index) => ({ id: index + 1, title: 'x', created_at: `2026-11-01T08:30:${time}Z` })),
  );
  for (const query of [{}, { sort: 'created' }]) t.same(await idsOf(server, 'alice', query), [5, 1, 3, 2, 4]);
});

/** Titles in the order in which they must be listed. */
const titles = [
  '\t',
  ' Zebra',
  '10',
  '9',
  '_',
  'Apple',
  'apple pie',
  'Banana',
  'İstanbul', // folds to istanbul
  'izmir',
  'ß', // folds to ss
  'strasse',
  'STRAßE',
  'ｚ', // folds to z
  'zoo',
  'ähre',
  'Ärger',
  'äther',
  'Σίσυφος',
  'Яблоко',
  '\uffee', // folds to U+25CB
  '買う',
  '\ufffd',
  '😀', // above U+FFFD as a code point, below it as UTF-16
];

t.test('sorts by title: by code point of the folded text', async (t) => {
  const server = await startServer(t);
  await storeTasks(
    server.db,
    'alice',
    titles.map((title, index) => ({ id: shuffled(index), title })),
  );
  const response = await server.request({ as: 'alice', url: '/api/alice/tasks?sort=title' });
  t.same(
    tasksIn(response).map(({ title }) => title),
    titles,
  );
});

t.test('sorts titles that fold to the same text by ascending id', async (t) => {
  const server = await startServer(t);
  const equal = [
    ['MILK', 'milk', 'Milk', 'mILK'],
    ['ä', 'Ä', 'ä', 'Ä'],
    ['я', 'Я', 'Я', 'я'],
    ['𐐨', '𐐀', '𐐨', '𐐀'],
    ['ẞ', 'ß', 'SS', 'ss'],
    ['İ', 'i̇', 'I', 'i'],
    ['é', 'e\u0301', 'É', 'E\u0301'],
  ];
  for (const [group, variants] of equal.entries()) {
    const userId = `user-${group}`;
    await storeTasks(
      server.db,
      userId,
      variants.map((title, index) => ({ id: 4 - index, title })),
    );
    t.same(await idsOf(server, userId, { sort: 'title' }), [1, 2, 3, 4], variants.join(' '));
  }
});

t.test('sorts by due date, soonest first to the microsecond and none last, then by ascending id', async (t) => {
  const server = await startServer(t);
  const dates = [
    null,
    '9999-12-31T23:59:59.999999Z',
    '2026-12-01T17:00:00.000001Z',
    '2026-12-01T18:00:00+01:00',
    null,
    '2026-12-01T17:00:00Z',
    '0001-01-01T00:00:00Z',
  ];
  await storeTasks(
    server.db,
    'alice',
    dates.map((due_date, index) => ({ id: 7 - index, title: 'x', due_date })),
  );
  t.same(await idsOf(server, 'alice', { sort: 'due_date' }), [1, 2, 4, 5, 6, 3, 7]);
});
