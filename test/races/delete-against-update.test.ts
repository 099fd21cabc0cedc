/** DELETE and PUT of one task at the same time, on two processes: one is first, and the other is told. */
import t, { type Test } from 'tap';
import type { Task } from '../../src/app/tasks/task.ts';
import { createTask, currentTask, taskIn, type Answer } from './support/client.ts';
import { inParallel } from './support/in-parallel.ts';
import { startServers, type Servers } from './support/servers.ts';

const rounds = 300;
const roundsAtATime = 4;

/** A task, and the answers to the two requests. */
interface Race {
  readonly task: Task;
  readonly update: Answer;
  readonly removal: Answer;
}

/** Runs one race. Each request is sent first in half of the rounds, and goes to each process in half of them. */
async function race({ client }: Servers, round: number, headers: (task: Task) => Record<string, string>) {
  const task = await createTask(client(round), 'alice', `race ${round}`);
  const path = `/tasks/${task.id}`;
  const sent = { headers: headers(task) };
  const put = (): Promise<Answer> =>
    client(round >> 1).send('alice', 'PUT', path, { ...sent, body: { title: 'updated' } });
  const remove = (): Promise<Answer> => client((round >> 1) + 1).send('alice', 'DELETE', path, sent);
  if (round % 2 === 0) {
    const [update, removal] = await Promise.all([put(), remove()]);
    return { task, update, removal };
  }
  const [removal, update] = await Promise.all([remove(), put()]);
  return { task, update, removal };
}

/** The version and the version before of the user's changes of a task, with whether it is a deletion. */
async function changesOf({ db }: Servers, id: number) {
  const rows = await db.selectFrom('task_changes').selectAll().where('id', '=', id).orderBy('version').execute();
  return rows.map(({ version, previous_version, deleted_at }) => ({
    version,
    previous: previous_version,
    isDeleted: deleted_at !== null,
  }));
}

/** Asserts that the task is gone and that its deletion is its newest change. */
async function assertDeleted(t: Test, servers: Servers, { task, update }: Race): Promise<void> {
  const rows = await servers.db.selectFrom('tasks').select('id').where('id', '=', task.id).execute();
  t.strictSame(rows, []);
  const changes = await changesOf(servers, task.id);
  const last = update.status === 200 ? taskIn(update.body).version : task.version;
  t.match(changes.at(-1), { isDeleted: true, previous: last });
  t.ok((changes.at(-1)?.version ?? 0) > last, 'the tombstone has the highest version');
  t.equal(changes.filter(({ isDeleted }) => isDeleted).length, 1);
}

async function runRaces(t: Test, servers: Servers, headers: (task: Task) => Record<string, string>) {
  const races = await inParallel(rounds, roundsAtATime, (round) => race(servers, round, headers));
  const updatedFirst = races.filter(({ update }) => update.status === 200);
  const deletedFirst = races.filter(({ update }) => update.status === 404);
  t.equal(updatedFirst.length + deletedFirst.length, rounds);
  t.ok(updatedFirst.length > 0 && deletedFirst.length > 0, 'each request was first at times');
  t.comment(`the update was first ${updatedFirst.length} times, the deletion ${deletedFirst.length} times`);
  for (const { removal } of deletedFirst) t.equal(removal.status, 204);
  for (const { update } of deletedFirst) t.match(update.body, { type: '/problems/task-not-found' });
  return { updatedFirst, deletedFirst };
}

t.test('without conditions, the deletion wins, and an update after it gets a 404', async (t) => {
  const servers = await startServers(t, 2);
  const { updatedFirst, deletedFirst } = await runRaces(t, servers, () => ({}));
  for (const { removal } of updatedFirst) t.equal(removal.status, 204);
  for (const each of [...updatedFirst, ...deletedFirst]) await assertDeleted(t, servers, each);
});

t.test('with If-Match, the first one wins, and the other gets a 404 or a 412', async (t) => {
  const servers = await startServers(t, 2);
  const { updatedFirst, deletedFirst } = await runRaces(t, servers, ({ version }) => ({ 'if-match': `"${version}"` }));
  for (const each of deletedFirst) await assertDeleted(t, servers, each);
  for (const { task, update, removal } of updatedFirst) {
    t.equal(removal.status, 412);
    t.strictSame(currentTask(removal), update.body);
    const changes = await changesOf(servers, task.id);
    t.match(changes.at(-1), { isDeleted: false, version: taskIn(update.body).version });
  }
});
