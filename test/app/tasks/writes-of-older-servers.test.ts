/** Tests tasks that a server of the version before has written: it knows fewer columns. */
import { sql } from 'kysely';
import t from 'tap';
import type { Task } from '../../../src/app/tasks/task.ts';
import { startServer } from '../../support/server.ts';
import { createTaskAt } from '../../support/tasks.ts';

const server = await startServer(t);

async function read(url: string): Promise<Task> {
  return (await server.request({ as: 'alice', url })).json();
}

/** Sets `due_date`, as an older server does. */
async function setTime({ id }: Task, time: string | null): Promise<void> {
  await sql`update tasks set due_date = ${time}::timestamptz where user_id = 'alice' and id = ${id}`.execute(server.db);
}

/** Sets `completed` and `updated_at`, as an older server does. */
async function setCompleted({ id }: Task, completed: boolean, updatedAt: string): Promise<void> {
  await sql`update tasks set completed = ${completed}, updated_at = ${updatedAt}::timestamptz
    where user_id = 'alice' and id = ${id}`.execute(server.db);
}

t.test('a day stays one while its 00:00 UTC is written, and gives way to any other due date', async (t) => {
  const day = '2026-12-01';
  for (const [time, due_date] of [
    ['2026-12-01T00:00:00Z', day],
    ['2026-12-01T01:00:00+01:00', day],
    ['2026-12-01T00:00:00.000001Z', '2026-12-01T00:00:00.000001Z'],
    ['2026-12-02T00:00:00Z', '2026-12-02T00:00:00.000000Z'],
    [null, null],
  ] as const) {
    const { url, task } = await createTaskAt(server, { title: 'x', due_date: day, priority: 'high', tags: ['home'] });
    await setTime(task, time);
    // Not match(): a day is a part of the time that it could have become.
    const { due_date: found, priority, tags } = await read(url);
    t.strictSame({ found, priority, tags }, { found: due_date, priority: 'high', tags: ['home'] }, String(time));
  }
});

t.test('a task that was completed without a time has its last change as the time, and keeps it', async (t) => {
  const { url, task } = await createTaskAt(server, { title: 'x' });
  await setCompleted(task, true, '2027-01-01T00:00:00Z');
  const completed_at = '2027-01-01T00:00:00.000000Z';
  t.match(await read(url), { completed: true, completed_at });
  const { statusCode } = await server.request({ as: 'alice', method: 'PATCH', url, payload: { title: 'y' } });
  t.equal(statusCode, 200);
  t.match(await read(url), { title: 'y', completed_at, updated_at: '2027-01-01T00:00:00.000001Z' });
});

t.test(
  'a task that was made pending has no time of completion, and the old one if it is completed again',
  async (t) => {
    const { url, task } = await createTaskAt(server, { title: 'x' });
    await server.request({ as: 'alice', method: 'PATCH', url: `${url}/complete` });
    const { completed_at } = await read(url);
    t.type(completed_at, 'string');
    await setCompleted(task, false, '2027-01-01T00:00:00Z');
    t.match(await read(url), { completed: false, completed_at: null });
    await setCompleted(task, true, '2027-01-02T00:00:00Z');
    t.match(await read(url), { completed: true, completed_at });
  },
);
