import { sql } from 'kysely';
import t from 'tap';
import { taskJson } from '../../../src/app/tasks/task-json.ts';
import { createTestDatabase } from '../../../scripts/test-run/database.ts';
import { contractDocument, partOf } from '../../contract/document.ts';

const { db, drop } = await createTestDatabase();
t.teardown(drop);
await sql`insert into users (id) values ('a"b')`.execute(db);
await sql`
  insert into tasks (
    user_id, id, version, title, description, completed, completed_at, priority, tags, due_date, due_day, created_at,
    updated_at
  ) values
    ('a"b', 1, 0, E'"\\\\\n\u0001', null, false, '2026-11-01Z', 'none', '{}', null, '2026-12-01',
      '2026-11-01 08:30:00.12+01', '0001-01-01 00:00Z'),
    ('a"b', 2, 2, 'a day', '', true, '2026-11-02Z', 'high', array['"', E'\\\\', 'null', 'a b', 'é'], '2026-12-01Z',
      '2026-12-01', '2026-11-01Z', '2026-11-03Z'),
    ('a"b', 3, 3, 'no day any more', '', false, null, 'low', '{a}', '2026-12-01 00:00:01Z', '2026-12-01', '2026-11-01Z',
      '2026-11-03Z'),
    ('a"b', 9007199254740991, 17, 'null', '', true, null, 'medium', '{b,a}', '9999-12-31 23:59:59.999999Z', null,
      '2026-11-01Z', '2026-11-01Z')
`.execute(db);

async function texts(): Promise<string[]> {
  const rows = await db.selectFrom('tasks').select(taskJson).orderBy('id').execute();
  return rows.map(({ task }) => task);
}

const expected = [
  '{"id":1,"user_id":"a\\"b","title":"\\"\\\\\\n\\u0001","description":null,"completed":false,"completed_at":null,' +
    '"priority":"none","tags":[],"due_date":null,' +
    '"version":1,"created_at":"2026-11-01T07:30:00.120000Z","updated_at":"0001-01-01T00:00:00.000000Z"}',
  '{"id":2,"user_id":"a\\"b","title":"a day","description":"","completed":true,' +
    '"completed_at":"2026-11-02T00:00:00.000000Z","priority":"high","tags":["\\"","\\\\","null","a b","é"],' +
    '"due_date":"2026-12-01","version":2,' +
    '"created_at":"2026-11-01T00:00:00.000000Z","updated_at":"2026-11-03T00:00:00.000000Z"}',
  '{"id":3,"user_id":"a\\"b","title":"no day any more","description":"","completed":false,"completed_at":null,' +
    '"priority":"low","tags":["a"],"due_date":"2026-12-01T00:00:01.000000Z","version":3,' +
    '"created_at":"2026-11-01T00:00:00.000000Z","updated_at":"2026-11-03T00:00:00.000000Z"}',
  // Without a time of completion: an older server has completed it.
  '{"id":9007199254740991,"user_id":"a\\"b","title":"null","description":"","completed":true,' +
    '"completed_at":"2026-11-01T00:00:00.000000Z","priority":"medium","tags":["b","a"],' +
    '"due_date":"9999-12-31T23:59:59.999999Z",' +
    '"version":17,"created_at":"2026-11-01T00:00:00.000000Z","updated_at":"2026-11-01T00:00:00.000000Z"}',
];

t.test('writes a task as compact JSON, with texts escaped and times in UTC', async (t) => {
  t.strictSame(await texts(), expected);
});

t.test('writes the same JSON for any time zone and date style of the session', async (t) => {
  await db.connection().execute(async (session) => {
    await sql`set time zone 'Asia/Kathmandu'`.execute(session);
    await sql`set datestyle to 'German'`.execute(session);
    const rows = await session.selectFrom('tasks').select(taskJson).orderBy('id').execute();
    t.strictSame(
      rows,
      expected.map((task) => ({ task })),
    );
  });
});

t.test('writes the members in the order of the contract', async (t) => {
  const { properties } = partOf(contractDocument(), ['components', 'schemas', 'Task']);
  for (const json of await texts())
    t.strictSame(Object.keys(JSON.parse(json) as object), Object.keys(properties ?? {}));
});
