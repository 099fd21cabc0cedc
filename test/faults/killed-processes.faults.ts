/** One of two server processes is killed again and again, and clients retry. Nothing is lost or doubled. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { randomBelow, pick } from '../races/support/choice.ts';
import { listOf, type Client } from '../races/support/client.ts';
import { Follower, pageIn } from '../races/support/follower.ts';
import { startServers, type Servers } from '../races/support/servers.ts';
import { runFaults } from './support/fault.ts';
import {
  createAndDelete,
  createPlainly,
  createWithKey,
  flipWithKey,
  updateIfUnchanged,
  type Writer,
} from './support/recorded-writes.ts';
import { Retrying } from './support/retrying.ts';

const processes = 2;
const kills = 50;
/** The random time between the start of a process and the next kill is below this. */
const longestPauseMs = 600;
const users = ['alice', 'bob'];
const writers: readonly Writer[] = [createPlainly, createWithKey, flipWithKey, updateIfUnchanged, createAndDelete];

/** Starts each writer for each user. */
function startWriters(clients: readonly Client[], signal: AbortSignal) {
  return users.flatMap((user, place) =>
    writers.map(async (write, index) => {
      const client = new Retrying(clients, user, place + index);
      const { acknowledged, faults } = await write(client, `${user}, writer ${index}`, signal);
      return { acknowledged, faults, unanswered: client.unanswered };
    }),
  );
}

/** Follows a user's changes until the signal is aborted, and then to the end. */
async function follow(client: Retrying, signal: AbortSignal): Promise<Follower> {
  const follower = new Follower();
  for (let isLast = false, hasMore = true; !isLast || hasMore;) {
    isLast = signal.aborted;
    const { answer } = await client.untilAnswered('GET', `/changes?since=${follower.since}&limit=100`);
    const page = pageIn(answer.body);
    follower.apply(page);
    hasMore = page.has_more;
  }
  return follower;
}

/** Waits until Postgres has ended the statements of processes that were killed. */
async function untilQuiet({ db }: Servers): Promise<void> {
  const others = sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`;
  while ((await others.execute(db)).rows[0]?.n !== 0) await setTimeout(20);
}

async function killUnderLoad(t: Test): Promise<string> {
  const servers = await startServers(t, processes);
  const clients = Array.from({ length: processes }, (_, index) => servers.client(index));
  const stopping = new AbortController();
  const writing = startWriters(clients, stopping.signal);
  const quiet = new AbortController();
  const following = users.map((user) => follow(new Retrying(clients, user, 0), quiet.signal));
  for (let count = 0; count < kills; count += 1) {
    await setTimeout(randomBelow(longestPauseMs));
    await servers.kill(randomBelow(processes));
  }
  stopping.abort();
  const recorded = await Promise.all(writing);
  await untilQuiet(servers);
  quiet.abort();

  const stored = await servers.db.selectFrom('tasks').select(['id', 'title', 'completed', 'version']).execute();
  for (const { acknowledged, faults } of recorded) {
    t.strictSame(faults(stored), []);
    t.ok(acknowledged > 0);
  }
  for (const [index, follower] of (await Promise.all(following)).entries()) {
    t.strictSame(follower.tasks, await listOf(servers.client(0), pick(users, index)));
  }
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const unanswered = sum(recorded.map((each) => each.unanswered));
  t.ok(unanswered > 0, 'the kills were felt');
  return `${sum(recorded.map((each) => each.acknowledged))} acknowledged, ${unanswered} attempts without an answer`;
}

await runFaults(t, [
  {
    done: `one of two server processes is killed ${kills} times under load`,
    promised: 'every acknowledged write is there exactly once, and so is every retried one with a key',
    run: killUnderLoad,
  },
]);
