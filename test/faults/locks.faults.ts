/** Locks that somebody holds in the database. */
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { answerWithinMs } from '../../src/values/time-limits.ts';
import { idOf, type Answer } from './support/client.ts';
import { runFaults, seconds } from './support/fault.ts';
import { compareStored, countStatuses, loadFor, slowest, startLoad } from './support/load.ts';
import { isAlive, startPostgresOf, startWorld, watchBackends, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);

/** Runs statements in a transaction that stays open. @returns a function that ends it */
async function hold(world: World, text: string): Promise<() => Promise<void>> {
  const session = await postgres.session(world.database);
  await session.query('begin');
  await session.query(text);
  return async () => {
    await session.query('rollback');
    await session.end();
  };
}

/** Asks as Bob for a while, in turn: a new task, a change, a list. */
async function askAsBob({ ask }: World, untilMs: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (performance.now() < untilMs) {
    const created = await ask('bob', 'POST', '', { title: 'beside the lock' });
    answers.push(created, await ask('bob', 'PATCH', `${idOf(created)}/complete`), await ask('bob', 'GET'));
    await setTimeout(200);
  }
  return answers;
}

async function rowLock(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  const { ask, query } = world;
  const id = idOf(await ask('alice', 'POST', '', { title: 'locked' }));
  const before = await query('select * from tasks where id = $1', [id]);
  const release = await hold(world, `select from tasks where id = ${id} for update`);
  const until = performance.now() + 8_000;
  const locked = Array.from({ length: 12 }, () => ask('alice', 'PATCH', `${id}/complete`));
  const bobs = await askAsBob(world, until);
  t.equal((await ask('alice', 'GET', id)).status, 200, 'and the task itself can be read');
  const alices = await Promise.all(locked);
  await release();
  await setTimeout(1_000);
  const slowestOf = (answers: readonly Answer[]): number => Math.max(...answers.map(({ ms }) => ms));
  t.ok(bobs.every(({ status }) => status < 300) && slowestOf(bobs) < 1_000, 'Bob is not delayed');
  t.ok(
    alices.every(({ status, retryAfter }) => status === 503 && retryAfter !== undefined),
    'Alice gets 503',
  );
  t.ok(slowestOf(alices) < answerWithinMs);
  t.strictSame(await query('select * from tasks where id = $1', [id]), before, 'and nothing is stored later');
  t.equal((await ask('alice', 'PATCH', `${id}/complete`)).status, 200);
  return `others within ${Math.round(slowestOf(bobs))} ms; 12 × 503 within ${seconds(slowestOf(alices))}; none stored`;
}

async function tableLock(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  await loadFor(world, 1_000, { users: 30 });
  const backends = await watchBackends(world);
  const release = await hold(world, 'lock table tasks in access exclusive mode');
  const load = startLoad(world, { users: 30 });
  await setTimeout(12_000);
  await release();
  await setTimeout(1_000);
  const exchanges = await load.stop();
  await setTimeout(1_000);
  const most = await backends.stop();
  const differences = await compareStored(world, exchanges);
  t.ok(slowest(exchanges) < answerWithinMs, `the slowest answer took ${slowest(exchanges)} ms`);
  t.ok(most <= 10, `${most} backends of 10`);
  t.strictSame(differences, { lost: 0, kept: 0 }, 'what was answered with 503 is not stored');
  t.ok(isAlive(world));
  const after = await loadFor(world, 1_000, { users: 30 });
  t.ok(
    after.every(({ answer }) => answer.status < 300),
    countStatuses(after),
  );
  return `${countStatuses(exchanges)} within ${seconds(slowest(exchanges))}; ${most} backends; none stored`;
}

await runFaults(t, [
  {
    done: 'a row is locked for 8 s, and its owner changes it 12 times',
    promised: 'others within 1 s; the owner gets 503 within 5 s, and nothing is stored later',
    run: rowLock,
  },
  {
    done: 'the table is locked for 12 s, under the load of 30 users',
    promised: 'every answer within 5 s; at most 10 backends; nothing answered with 503 is stored',
    run: tableLock,
  },
]);
