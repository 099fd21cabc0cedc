/** Deletions are forgotten after 30 days: who may have missed one must start again, and a new client never has to. */
import t, { type Test } from 'tap';
import { sql } from 'kysely';
import { readPosition, today, writePosition } from '../../src/app/tasks/change-position.ts';
import { pagesOf } from '../support/pages.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { createTask, tasksOf } from '../support/tasks.ts';
import { Follower, pageIn } from './support/follower.ts';

const tasks = 12;
/** Changes between two sweeps. */
const sweepEvery = 64;

async function changes(server: TestServer, since: number, limit = 50) {
  return server.request({ as: 'alice', url: `/api/alice/changes?since=${since}&limit=${limit}` });
}

async function user({ db }: TestServer) {
  return db.selectFrom('users').select(['version', 'forgotten']).where('id', '=', 'alice').executeTakeFirstOrThrow();
}

/** Sets the deletions back by days and writes until the next sweep is done. `forgets`: it must forget some. */
async function age(server: TestServer, days: number, id: number, forgets: boolean): Promise<void> {
  const { db } = server;
  const { forgotten } = await user(server);
  await db
    .updateTable('task_changes')
    .set({ deleted_at: sql<string>`deleted_at - make_interval(days => ${days})` })
    .where('deleted_at', 'is not', null)
    .execute();
  let { version } = await user(server);
  do {
    await server.request({ as: 'alice', method: 'PATCH', url: `${tasksOf('alice')}/${id}/complete` });
    version += 1;
  } while (version % sweepEvery !== 0);
  const swept = () => db.selectFrom('users').select('compacted').executeTakeFirstOrThrow();
  while ((await swept()).compacted < version);
  while (forgets && (await user(server)).forgotten === forgotten);
}

/** Creates tasks, lets a follower read them, and deletes every second one. `kept` is a task that is left. */
async function deleteSome(t: Test) {
  const server = await startServer(t);
  const ids: number[] = [];
  for (let count = 0; count < tasks; count += 1) ids.push((await createTask(server, 'alice')).id);
  const [kept = 0] = ids;
  const copy = new Follower();
  copy.apply(pageIn((await changes(server, 0)).json()));
  for (const id of ids.filter((_, index) => index % 2 === 1)) {
    await server.request({ as: 'alice', method: 'DELETE', url: `${tasksOf('alice')}/${id}` });
  }
  const { version: lastDeletion } = await user(server);
  return { server, kept, copy, lastDeletion };
}

function assertGone(t: Test, response: Awaited<ReturnType<typeof changes>>): void {
  t.equal(response.statusCode, 410, response.body);
  t.match(response.json(), { type: '/problems/changes-gone' });
}

t.test('a position before a forgotten deletion is gone, and one after it is not', async (t) => {
  const { server, kept, copy, lastDeletion } = await deleteSome(t);
  await age(server, 29, kept, false);
  t.equal((await changes(server, copy.since)).statusCode, 200, 'after 29 days');
  t.equal((await user(server)).forgotten, 0);
  await age(server, 2, kept, true);
  t.equal((await user(server)).forgotten, lastDeletion);
  assertGone(t, await changes(server, copy.since));
  assertGone(t, await changes(server, lastDeletion - 1));
  t.equal((await changes(server, lastDeletion)).statusCode, 200);
  t.equal((await changes(server, (await user(server)).version)).statusCode, 200);
});

t.test('a first run with pages of one change ends, and gives the list', async (t) => {
  const { server, kept, lastDeletion } = await deleteSome(t);
  await age(server, 31, kept, true);
  const { version: newest } = await user(server);
  const follower = new Follower();
  const positions: number[] = [];
  while (follower.caughtUp.length === 0) {
    const response = await changes(server, follower.since, 1);
    t.equal(response.statusCode, 200, response.body);
    follower.apply(pageIn(response.json()));
    positions.push(follower.since);
    if (positions.length > newest) throw new Error('The first run does not end.');
  }
  const list = (await pagesOf(server, 'alice')).flat();
  t.strictSame(
    follower.tasks,
    list.sort((left, right) => left.id - right.id),
  );
  const early = positions.filter((position) => position !== newest);
  t.ok(early.length > 1, 'some positions were before the forgotten deletions');
  t.equal(positions.at(-1), newest, 'the last position is that of a client that has seen it all');
  // The same positions, had the run begun on another day.
  for (const position of early) {
    const { version } = readPosition(position);
    if (version >= lastDeletion) continue;
    const begun = (daysAgo: number) => changes(server, writePosition({ version, startDay: today() - daysAgo }));
    t.equal((await begun(29)).statusCode, 200);
    assertGone(t, await begun(30));
    assertGone(t, await begun(31));
    t.equal((await begun(-2)).statusCode, 422, 'no run began in the future');
    assertGone(t, await changes(server, version));
  }
});
