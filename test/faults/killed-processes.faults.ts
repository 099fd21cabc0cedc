/** One of two server processes is killed again and again, and clients retry. Nothing is lost or doubled. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { randomBelow, pick } from '../races/support/choice.ts';
import { listOf } from '../races/support/client.ts';
import { startServers, type Servers } from '../races/support/servers.ts';
import { runFaults } from './support/fault.ts';
import { follow, startWriters, total } from './support/recorded-load.ts';
import { Retrying } from './support/retrying.ts';

const processes = 2;
const kills = 50;
/** The random time between the start of a process and the next kill is below this. */
const longestPauseMs = 600;
const users = ['alice', 'bob'];

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
  const writing = startWriters(clients, users, stopping.signal);
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
  const unanswered = total(recorded, 'unanswered');
  t.ok(unanswered > 0, 'the kills were felt');
  return `${total(recorded, 'acknowledged')} acknowledged, ${unanswered} attempts without an answer`;
}

await runFaults(t, [
  {
    done: `one of two server processes is killed ${kills} times under load`,
    promised: 'every acknowledged write is there exactly once, and so is every retried one with a key',
    run: killUnderLoad,
  },
]);
