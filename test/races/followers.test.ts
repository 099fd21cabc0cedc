/** Followers poll the changes of a user while writers write. None misses a change or sees one out of order. */
import { setImmediate } from 'node:timers/promises';
import t from 'tap';
import { createTask, listOf, taskIn, type Answer, type Client } from './support/client.ts';
import { pick, randomBelow } from './support/choice.ts';
import { Follower, missedWrites, pageIn, type Acknowledged } from './support/follower.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers } from './support/servers.ts';

const user = 'alice';
const processes = 2;
const writers = 8;
const writesPerWriter = 150;
const followers = 4;

/** A write at random, of a new task or one of those made before. */
type Write = (client: Client, id: number, title: string) => Promise<Answer>;

const create: Write = ({ send }, _id, title) => send(user, 'POST', '/tasks', { body: { title } });
const patch: Write = ({ send }, id, title) => send(user, 'PATCH', `/tasks/${id}`, { body: { title } });
const toggle: Write = ({ send }, id) => send(user, 'PATCH', `/tasks/${id}/complete`);
const remove: Write = ({ send }, id) => send(user, 'DELETE', `/tasks/${id}`);
const clear: Write = ({ send }) => send(user, 'DELETE', '/tasks?status=completed');

/** Each as often as it is to be picked. */
const writes = [
  ...[create, create, create, create, create],
  ...[patch, patch, patch, patch, patch, patch],
  ...[toggle, toggle, toggle, toggle, toggle],
  ...[remove, remove, remove],
  clear,
];

t.test('replays of followers equal the list, and miss nothing on the way', async (t) => {
  const { client, db } = await startServers(t, processes);
  const ids = [(await createTask(client(0), user, 'the first')).id];
  const acknowledged: Acknowledged[] = [];
  let isWriting = true;

  const writeAtRandom = async (writer: number): Promise<void> => {
    for (let turn = 0; turn < writesPerWriter; turn += 1) {
      // One of the latest tasks, so that writers meet.
      const id = pick(ids, Math.max(0, ids.length - 1 - randomBelow(10)));
      const write = pick(writes, randomBelow(writes.length));
      const { status, body } = await write(client(writer), id, `write ${turn} of ${writer}`);
      if (status === 201) ids.push(taskIn(body).id);
      if (status === 201 || (status === 200 && write !== clear)) acknowledged.push(taskIn(body));
      else if (![200, 204, 404].includes(status)) t.fail(`answered with ${status}: ${JSON.stringify(body)}`);
    }
  };
  const follow = async (number: number): Promise<Follower> => {
    const follower = new Follower();
    let hasMore = true;
    for (let turn = number; isWriting || hasMore; turn += 1) {
      const wasWriting = isWriting;
      const limit = 1 + randomBelow(8);
      const path = `/changes?since=${follower.since}&limit=${limit}`;
      const page = pageIn((await client(turn).send(user, 'GET', path)).body);
      follower.apply(page);
      t.ok(page.changes.length <= limit);
      hasMore = page.has_more || wasWriting;
      await setImmediate();
    }
    return follower;
  };
  const following = inParallel(followers, followers, follow);
  await inParallel(writers, writers, writeAtRandom);
  isWriting = false;

  const list = await listOf(client(0), user);
  for (const follower of await following) {
    t.strictSame(follower.tasks, list);
    t.strictSame(missedWrites(follower, acknowledged), []);
    t.comment(`up to date ${follower.caughtUp.length} times`);
  }
  const late = new Follower();
  do late.apply(pageIn((await client(0).send(user, 'GET', `/changes?since=${late.since}&limit=3`)).body));
  while (late.caughtUp.length === 0);
  t.strictSame(late.tasks, list, 'one that comes late gets the same');

  const { version } = await db.selectFrom('users').select('version').executeTakeFirstOrThrow();
  const { kept } = await db
    .selectFrom('task_changes')
    .select(({ fn }) => fn.countAll<number>().as('kept'))
    .executeTakeFirstOrThrow();
  t.ok(kept < version, 'sweeps have deleted replaced changes meanwhile');
  t.comment(`${version} versions, ${kept} changes kept, ${list.length} tasks left`);
});
