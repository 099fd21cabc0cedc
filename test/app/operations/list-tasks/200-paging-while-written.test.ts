import t from 'tap';
import { startServer, type TestServer } from '../../../support/server.ts';
import { pagesOf, sorts, statuses } from '../../../support/pages.ts';
import { storeTasks, type TaskRow } from '../../../support/tasks.ts';

/** Ids far above those of the tasks created during the test. The writers touch the even ids only. */
const ids = Array.from({ length: 48 }, (_, index) => 100_000 + index);

function rowOf(id: number): TaskRow {
  return {
    id,
    title: ['a', 'M', 'm', 'Z', 'ä'][id % 5] ?? '',
    completed: id % 4 < 2,
    created_at: `2026-11-01T08:30:00.00000${id % 7}Z`,
    due_date: id % 3 === 0 ? null : `2026-12-0${(id % 4) + 1}T00:00:00Z`,
  };
}

/** Writes of other clients: one of each kind, at alternating ends of the list. @returns their statuses */
async function write(server: TestServer, userId: string, page: number): Promise<readonly number[]> {
  const path = `/api/${userId}/tasks`;
  const touched = (kind: number): string => `${path}/${100_000 + ((page * 3 + kind) % 24) * 2}`;
  const payload = page % 2 === 0 ? { title: 'Zz', due_date: null } : { title: 'aA', due_date: '2026-01-01T00:00:00Z' };
  const responses = await Promise.all([
    server.request({ as: userId, method: 'POST', url: path, payload }),
    server.request({ as: userId, method: 'DELETE', url: touched(0) }),
    server.request({ as: userId, method: 'PUT', url: touched(1), payload }),
    server.request({ as: userId, method: 'PATCH', url: `${touched(2)}/complete` }),
  ]);
  return responses.map(({ statusCode }) => statusCode);
}

t.test('a client that follows Link while others write gets each untouched task once', async (t) => {
  const server = await startServer(t);
  for (const status of statuses) {
    for (const sort of sorts) {
      const userId = `${status}-${sort}`;
      await storeTasks(server.db, userId, ids.map(rowOf));
      const selection = { status, sort, q: sort === 'due_date' ? '' : 'a', limit: '2' };
      const written: number[] = [];
      const pages = await pagesOf(server, userId, selection, async (page) => {
        written.push(...(await write(server, userId, page)));
      });
      const seen = pages.flat().map(({ id }) => id);
      const kept = ids
        .filter((id) => id % 2 === 1)
        .map(rowOf)
        .filter(({ completed }) => status === 'all' || completed === (status === 'completed'))
        .filter(({ title }) => title.toLowerCase().includes(selection.q));
      t.same(
        seen.filter((id) => ids.includes(id) && id % 2 === 1).sort((a, b) => a - b),
        kept.map(({ id }) => id),
        userId,
      );
      t.same(written.slice(0, 4), [201, 204, 200, 200], `${userId}: the others wrote`);
    }
  }
});
