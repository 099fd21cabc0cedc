import { sql } from 'kysely';
import t from 'tap';
import { sweep } from '../../../src/app/tasks/sweep.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';

/** Keys that one sweep deletes at most. */
const keysPerSweep = 1_000;

t.test('a sweep deletes kept answers after 24 hours, and so many at most that it is short', async (t) => {
  const { db, pool, drop } = await createTestDatabase();
  t.teardown(drop);
  await db
    .insertInto('users')
    .values([{ id: 'alice' }, { id: 'bob' }])
    .execute();
  await sql`
    insert into idempotency_keys (user_id, key, request, answer, created_at)
    select 'alice', 'old ' || n, '', '{}', now() - interval '24 hours 1 minute' from generate_series(1, ${sql.lit(
      2 * keysPerSweep + 1,
    )}) as n
    union all values ('alice', 'young', '', '{}', now() - interval '23 hours 59 minutes'),
      ('bob', 'old', '', '{}', now() - interval '25 hours')`.execute(db);

  async function keys(): Promise<number> {
    const { count } = await db
      .selectFrom('idempotency_keys')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  let left = await keys();
  for (const expected of [keysPerSweep + 3, 3, 2]) {
    sweep(pool, 'alice');
    const before = left;
    while (left === before) left = await keys();
    t.equal(left, expected);
  }
  const rest = await db.selectFrom('idempotency_keys').select(['user_id', 'key']).orderBy('user_id').execute();
  t.strictSame(
    rest.map(({ user_id, key }) => `${user_id} ${key}`),
    ['alice young', 'bob old'],
  );
});
