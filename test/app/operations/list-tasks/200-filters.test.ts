import t from 'tap';
import { idsOf } from '../../../support/pages.ts';
import { testRows } from '../../../support/rows.ts';
import { startServer } from '../../../support/server.ts';
import { createTask } from '../../../support/tasks.ts';

const server = await startServer(t);

/** Tasks by name. */
const tasks = {
  none: {},
  low: { priority: 'low', tags: ['home'] },
  high: { priority: 'high', tags: ['home', 'errands'], due_date: '2026-12-01' },
  start: { tags: ['Home'], due_date: '2026-12-01T00:00:00Z' },
  noon: { tags: ['a,b'], due_date: '2026-12-01T12:00:00Z' },
  end: { tags: ['a', 'b'], due_date: '2026-12-01T23:59:59.999999Z' },
  next: { tags: [' home '], due_date: '2026-12-02' },
  past: { priority: 'medium', tags: ['café'], due_date: '2026-11-30T23:59:59.999999Z' },
} as const;

type Name = keyof typeof tasks;

const ids = new Map<number, string>();
for (const [name, members] of Object.entries(tasks)) {
  const { id } = await createTask(server, 'alice', { title: name, ...members });
  ids.set(id, name);
}
await createTask(server, 'bob', { title: 'other', ...tasks.high });

/** A query, and the tasks that it lists in the order of their creation. */
const rows: readonly (readonly [query: string, ...names: readonly Name[]])[] = [
  ['priority=high', 'high'],
  ['priority=none', 'none', 'start', 'noon', 'end', 'next'],
  ['tag=home', 'low', 'high'],
  ['tag=home&tag=errands', 'high'],
  ['tag=errands&tag=home', 'high'],
  ['tag=home&tag=home', 'low', 'high'],
  ['tag=home&tag=garden'],
  ['tag=Home', 'start'],
  ['tag=%20home%20', 'next'],
  ['tag=a,b', 'noon'],
  ['tag=a&tag=b', 'end'],
  ['tag=cafe%CC%81'],
  ['due_after=2026-12-01', 'high', 'start', 'noon', 'end', 'next'],
  ['due_after=2026-12-01T00:00:00Z', 'high', 'start', 'noon', 'end', 'next'],
  ['due_after=2026-12-01T13:00:00%2B01:00', 'noon', 'end', 'next'],
  ['due_after=2026-12-01T12:00:00.000001Z', 'end', 'next'],
  ['due_before=2026-12-01', 'high', 'start', 'noon', 'end', 'past'],
  ['due_before=2026-11-30', 'past'],
  ['due_before=2026-12-01T00:00:00Z', 'high', 'start', 'past'],
  ['due_before=2026-12-01T11:59:59.999999Z', 'high', 'start', 'past'],
  ['due_after=2026-12-01&due_before=2026-12-01', 'high', 'start', 'noon', 'end'],
  ['due_after=2026-12-02&due_before=2026-12-01'],
  ['due_after=0001-01-01&due_before=9999-12-31', 'high', 'start', 'noon', 'end', 'next', 'past'],
  ['priority=high&tag=home&due_before=2026-12-31&q=HIGH&status=pending', 'high'],
  ['priority=high&status=completed'],
];

t.test('lists the tasks that every filter lets through', (t) =>
  testRows(t, rows, async (t, [query, ...names]) => {
    const pairs = [...new URLSearchParams(`${query}&order=asc`)];
    const found = await idsOf(server, 'alice', pairs);
    t.strictSame(
      found.map((id) => ids.get(id)),
      names,
    );
  }),
);

/** A sort, and the tasks in its order. */
const sorted: readonly (readonly [query: string, ...names: readonly Name[]])[] = [
  ['sort=priority', 'high', 'past', 'low', 'next', 'end', 'noon', 'start', 'none'],
  ['sort=priority&order=desc', 'high', 'past', 'low', 'next', 'end', 'noon', 'start', 'none'],
  ['sort=priority&order=asc', 'none', 'start', 'noon', 'end', 'next', 'low', 'past', 'high'],
  ['sort=due_date', 'past', 'high', 'start', 'noon', 'end', 'next', 'none', 'low'],
  ['sort=due_date&order=desc', 'next', 'end', 'noon', 'start', 'high', 'past', 'low', 'none'],
  ['sort=created&order=asc', 'none', 'low', 'high', 'start', 'noon', 'end', 'next', 'past'],
  ['sort=title&order=desc', 'start', 'past', 'noon', 'none', 'next', 'low', 'high', 'end'],
];

t.test('sorts in both directions, a day before the equal time, and no due date last', (t) =>
  testRows(t, sorted, async (t, [query, ...names]) => {
    const found = await idsOf(server, 'alice', [...new URLSearchParams(query)]);
    t.strictSame(
      found.map((id) => ids.get(id)),
      names,
    );
  }),
);

t.test('sorts by the last write, latest first', async (t) => {
  const [id] = [...ids.keys()];
  const update = { as: 'alice', method: 'PUT', url: `/api/alice/tasks/${id}`, payload: { priority: 'low' } } as const;
  t.equal((await server.request(update)).statusCode, 200);
  const [first] = await idsOf(server, 'alice', { sort: 'updated' });
  t.equal(first, id);
  t.equal((await idsOf(server, 'alice', { sort: 'updated', order: 'asc' })).at(-1), id);
});
