/** A server of the version before and one of this version on one database, through an upgrade. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import type { Task } from '../../src/app/tasks/task.ts';
import { createTask, listOf, taskIn, type Client } from '../races/support/client.ts';
import { pick } from '../races/support/choice.ts';
import { bothVersionsAgree } from './support/both-versions.ts';
import { buildEarlierVersion } from './support/earlier-version.ts';
import { runFaults, seconds } from './support/fault.ts';
import { NotedAnswers } from './support/noted-answers.ts';
import { follow, readLists, startWriters, total } from './support/recorded-load.ts';
import { Retrying } from './support/retrying.ts';
import { prepareUpgrade, type Upgrade } from './support/upgrade.ts';

const users = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'];
/** Tasks of another user: with them, migrating takes longer than a write waits. */
const crowd = 250_000;
const titles = ['Straße', 'İstanbul', 'Ｆｕｌｌ width', 'e\u0301', 'plain'];
const loadMs = 3_000;

let building: ReturnType<typeof buildEarlierVersion> | undefined;
/** Builds the version before once. */
const earlierVersion = () => (building ??= buildEarlierVersion(t));

/** Stores so many tasks that writes wait, and makes Postgres find a deadlock long before their wait ends. */
async function prepareWaits({ db }: Upgrade): Promise<void> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  for (const { name } of rows) await sql`alter database ${sql.id(name)} set deadlock_timeout = '100ms'`.execute(db);
  await sql`insert into users (id) values ('crowd')`.execute(db);
  await sql`
    insert into tasks (user_id, title, description, completed, due_date)
    select 'crowd', 'Task ' || n, repeat('words ', 20), n % 3 = 0, now() + n * interval '1 hour'
    from generate_series(1, ${crowd}::int) as n`.execute(db);
}

/** Stores tasks of every kind: some are completed, some have a due date. */
async function storeKinds(client: Client, user: string): Promise<void> {
  for (const [index, title] of titles.entries()) {
    const { id } = await createTask(client, user, title);
    const due_date = index % 2 === 0 ? '2026-12-01T00:00:00Z' : '2026-12-01T10:30:00+02:00';
    if (index < 3) await client.send(user, 'PATCH', `/tasks/${id}`, { body: { due_date } });
    if (index > 1) await client.send(user, 'PATCH', `/tasks/${id}/complete`);
  }
}

/** Starts a load. `stop` waits for its end. The load also ends with the test, before the servers. */
function startLoad<Result>(t: Test, start: (signal: AbortSignal) => readonly Promise<Result>[]) {
  const stopping = new AbortController();
  const running = Promise.all(start(stopping.signal));
  // `stop` throws if anything has failed.
  running.catch(() => undefined);
  const stop = (): Promise<Result[]> => {
    stopping.abort();
    return running;
  };
  t.teardown(() => stop().catch(() => undefined));
  return { stop };
}

/** Compares what writers know with what is stored. */
async function compare(t: Test, { db }: Upgrade, recorded: Awaited<ReturnType<typeof startWriters>[number]>[]) {
  const stored = await db.selectFrom('tasks').select(['id', 'title', 'completed', 'version']).execute();
  for (const { acknowledged, faults } of recorded) {
    t.strictSame(faults(stored), []);
    t.ok(acknowledged > 0);
  }
}

async function titlesFound(client: Client, q: string): Promise<readonly string[]> {
  const { body } = await client.send('zoe', 'GET', `/tasks?q=${encodeURIComponent(q)}`);
  return (Array.isArray(body) ? body : []).map((task) => taskIn(task).title);
}

/** Compares what both versions show with what the version before has shown before migrating. */
async function compareShown(t: Test, before: readonly Task[], earlier: Client, present: Client): Promise<void> {
  t.strictSame(await listOf(earlier, 'zoe'), before, 'the version before shows what it stored');
  const expected = before.map((task) => ({
    ...task,
    completed_at: task.completed ? task.updated_at : null,
    priority: 'none',
    tags: [],
  }));
  t.strictSame(await listOf(present, 'zoe'), expected, 'this version shows it too');
  t.strictSame(await titlesFound(present, 'STRASSE'), ['Straße']);
  t.strictSame(await titlesFound(present, 'istanbul'), ['İstanbul']);
  for (const { id } of before) await earlier.send('zoe', 'PATCH', `/tasks/${id}`, { body: { description: 'New' } });
  t.strictSame(
    (await listOf(present, 'zoe')).map(({ completed_at }) => completed_at),
    expected.map(({ completed_at }) => completed_at),
    'an edit in the version before keeps the time of completion',
  );
}

async function migrateUnderLoad(t: Test): Promise<string> {
  const upgrade = await prepareUpgrade(t, await earlierVersion());
  await prepareWaits(upgrade);
  const { client, server } = await upgrade.startEarlier();
  await storeKinds(client, 'zoe');
  const before = await listOf(client, 'zoe');
  const noted = new NotedAnswers();
  const writing = startLoad(t, (signal) => startWriters([noted.of(client)], users, signal));
  const reading = startLoad(t, (signal) => ['zoe', 'alice'].map((user) => readLists(noted.of(client), user, signal)));
  await setTimeout(loadMs);
  const ms = await upgrade.migrate();
  await setTimeout(loadMs);
  await reading.stop();
  const recorded = await writing.stop();

  t.strictSame(noted.unexpected, []);
  t.strictSame(noted.readsRefused, [], 'reads went on');
  await compare(t, upgrade, recorded);
  await compareShown(t, before, client, (await upgrade.startPresent()).client);
  t.equal(server.child.exitCode, null);
  return (
    `${total(recorded, 'acknowledged')} writes acknowledged; ${noted.total} answers, ` +
    `of which 503: ${noted.count(503)}; ${crowd.toLocaleString('en')} tasks migrated in ${seconds(ms)}`
  );
}

async function serveSideBySide(t: Test): Promise<string> {
  const upgrade = await prepareUpgrade(t, await earlierVersion());
  await upgrade.migrate();
  const [earlier, present] = await Promise.all([upgrade.startEarlier(), upgrade.startPresent()]);
  const noted = new NotedAnswers();
  const clients = [earlier, present].map(({ client }) => noted.of(client));
  const writing = startLoad(t, (signal) => startWriters(clients, users, signal));
  const following = startLoad(t, (signal) =>
    users.flatMap((user) => [clients, [present.client]].map((served) => follow(new Retrying(served, user, 0), signal))),
  );
  await setTimeout(loadMs);
  earlier.server.child.kill('SIGTERM');
  t.equal(await earlier.server.ended, 0, 'the server of the version before ended in order');
  await setTimeout(loadMs);
  const recorded = await writing.stop();

  t.strictSame(noted.unexpected, []);
  await compare(t, upgrade, recorded);
  for (const [index, follower] of (await following.stop()).entries()) {
    const shown = await listOf(present.client, pick(users, Math.floor(index / 2)));
    t.strictSame(
      follower.tasks.map(({ id, title, version }) => ({ id, title, version })),
      shown.map(({ id, title, version }) => ({ id, title, version })),
      'a follower missed nothing',
    );
  }
  return `${total(recorded, 'acknowledged')} writes acknowledged; 503: ${noted.count(503)}`;
}

async function agree(t: Test): Promise<string> {
  const upgrade = await prepareUpgrade(t, await earlierVersion());
  await upgrade.migrate();
  const [earlier, present] = await Promise.all([upgrade.startEarlier(), upgrade.startPresent()]);
  return bothVersionsAgree(t, earlier.client, present.client);
}

await runFaults(t, [
  {
    done: 'the schema is migrated while the version before serves',
    promised: 'no acknowledged write is lost; writes may be a 503 with Retry-After, reads go on',
    run: migrateUnderLoad,
  },
  {
    done: 'both versions write the same tasks in turn',
    promised: 'each reads right what the other wrote, and keeps what it does not know',
    run: agree,
  },
  {
    done: 'both versions serve, and the one before is stopped under load',
    promised: 'no acknowledged write is lost, a follower misses nothing; exit code 0',
    run: serveSideBySide,
  },
]);
