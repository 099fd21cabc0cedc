import t from 'tap';
import { startServer } from '../../../support/server.ts';
import { cursorOf, idsOf, pagesOf, sorts, statuses, tasksIn } from '../../../support/pages.ts';
import { storeTasks, type TaskRow } from '../../../support/tasks.ts';

const titles = ['milk', 'MILK', 'Ärger', 'ärger', 'ß', 'İ', 'i̇', '😀', 'Σας', '"', '\\', '🧦'.repeat(200)];
const times = ['2026-11-01T08:30:00.123456Z', '2026-11-01T08:30:00.123457Z', '2026-11-01T08:30:00.123455Z'];
const dates = [null, '2026-12-01T17:00:00.000001Z', '2026-12-01T17:00:00Z', '9999-12-31T23:59:59.999999Z', null];

/** 48 tasks with ties in every sort order. Their ids are in none of these orders. */
const rows: readonly TaskRow[] = Array.from({ length: 48 }, (_, index) => ({
  id: ((index * 29) % 48) + 1,
  title: titles[index % titles.length] ?? '',
  description: index % 4 === 0 ? null : 'Oat milk',
  completed: index % 3 === 0,
  created_at: times[index % times.length] ?? '',
  due_date: dates[index % dates.length] ?? null,
}));

const keeps = {
  all: () => true,
  pending: ({ completed }: TaskRow) => completed === false,
  completed: ({ completed }: TaskRow) => completed === true,
};

const isNumber = (id: unknown): id is number => typeof id === 'number';
const ascending = (ids: readonly unknown[]): number[] => ids.filter(isNumber).sort((a, b) => a - b);

t.test('pages every list without losing, repeating or reordering a task', async (t) => {
  const server = await startServer(t);
  await storeTasks(server.db, 'alice', rows);
  await storeTasks(server.db, 'bob', rows);
  for (const status of statuses) {
    for (const sort of sorts) {
      for (const q of ['', 'oat']) {
        const kept = rows.filter(keeps[status]).filter(({ description }) => q === '' || description !== null);
        const selection = { status, sort, q };
        const whole = await idsOf(server, 'alice', { ...selection, limit: '100' });
        t.same(ascending(whole), ascending(kept.map(({ id }) => id)), JSON.stringify(selection));
        for (const limit of ['1', '7']) {
          const pages = await pagesOf(server, 'alice', { ...selection, limit });
          t.same(
            pages.flat().map(({ id }) => id),
            whole,
            JSON.stringify({ ...selection, limit }),
          );
        }
      }
    }
  }
});

t.test('loses no task between pages if tasks are a microsecond apart', async (t) => {
  const server = await startServer(t);
  const moments = Array.from({ length: 12 }, (_, index) => `2026-11-01T08:30:00.99999${index % 10}Z`);
  await storeTasks(
    server.db,
    'alice',
    moments.map((moment, index) => ({ id: index + 1, title: 'x', created_at: moment, due_date: moment })),
  );
  for (const sort of ['created', 'due_date']) {
    const pages = await pagesOf(server, 'alice', { sort, limit: '1' });
    t.same(ascending(pages.flat().map(({ id }) => id)), ascending(moments.map((_, index) => index + 1)), sort);
  }
});

t.test('continues after the largest id and the longest title', async (t) => {
  const server = await startServer(t);
  const ids = [Number.MAX_SAFE_INTEGER - 1, Number.MAX_SAFE_INTEGER];
  await storeTasks(
    server.db,
    'alice',
    ids.map((id) => ({ id, title: '\u0001'.repeat(200) })),
  );
  const pages = await pagesOf(server, 'alice', { sort: 'title', limit: '1' });
  t.same(
    pages.flat().map(({ id }) => id),
    ids,
  );
});

t.test('accepts another limit on each page', async (t) => {
  const server = await startServer(t);
  await storeTasks(
    server.db,
    'alice',
    [1, 2, 3, 4, 5].map((id) => ({ id, title: 'x' })),
  );
  const first = await server.request({ as: 'alice', url: '/api/alice/tasks?sort=title&limit=1' });
  const cursor = cursorOf(first);
  t.same(await idsOf(server, 'alice', { sort: 'title', cursor, offset: '0' }), [2, 3, 4, 5]);
  t.same(await idsOf(server, 'alice', { sort: 'title', cursor, status: 'all', q: '', limit: '2' }), [2, 3]);
});

t.test("lists only the caller's tasks for another user's cursor", async (t) => {
  const server = await startServer(t);
  await storeTasks(server.db, 'alice', rows);
  await storeTasks(server.db, 'bob', [{ id: 1, title: 'zzz' }]);
  const first = await server.request({ as: 'alice', url: '/api/alice/tasks?sort=title&limit=1' });
  const url = `/api/bob/tasks?sort=title&cursor=${cursorOf(first)}`;
  t.match(tasksIn(await server.request({ as: 'bob', url })), [{ user_id: 'bob', title: 'zzz' }]);
});
