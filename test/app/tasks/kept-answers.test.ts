import t from 'tap';
import { findAnswer } from '../../../src/app/tasks/idempotency.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';

const keyed = { key: 'a key', request: 'a request' };
const time = '2026-12-01T10:00:00.000000Z';
/** A task as 0.4.0 kept it. */
const earlier = {
  id: 1,
  user_id: 'alice',
  title: 'Buy milk',
  description: null,
  due_date: null,
  version: 7,
  created_at: '2026-12-01T09:00:00.000000Z',
  updated_at: time,
};

t.test('an answer that an earlier server has kept gets the members that it lacks', async (t) => {
  const { db, pool, drop } = await createTestDatabase();
  t.teardown(drop);
  await db.insertInto('users').values({ id: 'alice' }).execute();
  for (const [answer, added] of [
    [
      { ...earlier, completed: false },
      { completed_at: null, priority: 'none', tags: [] },
    ],
    [
      { ...earlier, completed: true },
      { completed_at: time, priority: 'none', tags: [] },
    ],
    [{ ...earlier, completed: true, completed_at: '2026-12-01T09:30:00.000000Z', priority: 'high', tags: ['a'] }, {}],
  ] as const) {
    await db.deleteFrom('idempotency_keys').execute();
    await db
      .insertInto('idempotency_keys')
      .values({ user_id: 'alice', ...keyed, answer: JSON.stringify(answer) })
      .execute();
    const found = await findAnswer(pool, 'alice', keyed);
    if (!found || !('kept' in found)) throw new Error('The answer was not found.');
    t.match(found.kept, { id: 1, version: 7 });
    t.strictSame(found.kept.task.parse(), { ...answer, ...added });
  }
});
