/** A database that is frozen, out of reach, full, killed or absent. */
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import t, { type Test } from 'tap';
import { answerWithinMs } from '../../src/values/time-limits.ts';
import { runFaults, seconds } from './support/fault.ts';
import { countStatuses, loadFor, slowest, startLoad, type Exchange } from './support/load.ts';
import { role } from './support/postgres.ts';
import { isAlive, startPostgresOf, startWorld, timeUntil, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);

/** Time in which the server is back after the database is, with a margin for a slow machine. */
const recoverWithinMs = 5_000;
const load = { users: 12 };

/** Asserts that all answers came in time, and none is worse than a 503 with `Retry-After`. */
function matchAnswers(t: Test, world: World, exchanges: readonly Exchange[]): void {
  t.ok(slowest(exchanges) < answerWithinMs, `the slowest answer took ${slowest(exchanges)} ms`);
  const wrong = exchanges.filter(({ answer: { status, retryAfter } }) =>
    status === 503 ? retryAfter === undefined : status === 0 || status >= 500,
  );
  t.strictSame(wrong, [], 'every failure is a 503 that says when to try again');
  t.ok(isAlive(world), 'the process lives');
}

/** Asserts that the server serves again. @returns the time it took for a write */
async function matchRecovery(t: Test, { ask }: World): Promise<number> {
  const [writes, ready] = await Promise.all([
    timeUntil(() => ask('zoe', 'POST', '', { title: 'after the fault' }), 201),
    timeUntil(() => ask('zoe', 'GET', '/readyz'), 200),
  ]);
  t.ok(Math.max(writes, ready) < recoverWithinMs, `back after ${writes} ms and ${ready} ms`);
  return writes;
}

/** Runs a fault under load, with warm connections or before the first one. */
async function underLoad(
  t: Test,
  world: World,
  { ms, warm }: { readonly ms: number; readonly warm: boolean },
  [begin, end]: readonly [begin: () => unknown, end: () => unknown],
): Promise<string> {
  if (warm) await loadFor(world, 1_000, load);
  await begin();
  const running = startLoad(world, load);
  await setTimeout(ms);
  await end();
  const back = await matchRecovery(t, world);
  const exchanges = await running.stop();
  matchAnswers(t, world, exchanges);
  t.ok(
    exchanges.some(({ answer }) => answer.status === 503),
    'the fault was felt',
  );
  const after = await loadFor(world, 1_000, load);
  t.ok(
    after.every(({ answer }) => answer.status < 500 && answer.status > 0),
    countStatuses(after),
  );
  return `${countStatuses(exchanges)} within ${seconds(slowest(exchanges))}; back after ${seconds(back)}`;
}

async function freeze(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  t.teardown(() => postgres.signal('SIGCONT'));
  return underLoad(t, world, { ms: 10_000, warm: true }, [
    () => postgres.signal('SIGSTOP'),
    () => postgres.signal('SIGCONT'),
  ]);
}

async function swallow(t: Test, warm: boolean): Promise<string> {
  const world = await startWorld(t, postgres, warm ? {} : { before: ({ proxy }) => proxy.swallow() });
  return underLoad(t, world, { ms: 8_000, warm }, [() => world.proxy.swallow(), () => world.proxy.pass()]);
}

async function absentAtStart(t: Test): Promise<string> {
  const world = await startWorld(t, postgres, { before: ({ proxy }) => proxy.refuse() });
  t.equal((await world.ask('alice', 'GET', '/healthz')).status, 200);
  t.equal((await world.ask('alice', 'GET', '/readyz')).status, 503);
  return underLoad(t, world, { ms: 3_000, warm: false }, [() => undefined, () => world.proxy.pass()]);
}

/** Takes connections as the server's role until Postgres gives no more. */
async function takeConnections(sessions: pg.Client[], database: string): Promise<void> {
  for (;;) {
    const session = await postgres.session(database, role).catch(() => undefined);
    if (!session) return;
    sessions.push(session);
  }
}

async function full(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  const sessions: pg.Client[] = [];
  return underLoad(t, world, { ms: 4_000, warm: false }, [
    () => takeConnections(sessions, world.database),
    () => Promise.all(sessions.map((session) => session.end())),
  ]);
}

async function killPostgres(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  return underLoad(t, world, { ms: 6_000, warm: true }, [
    () => void setTimeout(1_000).then(() => postgres.signal('SIGKILL')),
    () => undefined,
  ]);
}

async function terminate(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  const creation = await loadFor(world, 1_000, { ...load, kinds: ['create'] });
  const running = startLoad(world, { ...load, kinds: ['list', 'get', 'search'], pauseMs: 2 });
  let ended = 0;
  const until = performance.now() + 8_000;
  while (performance.now() < until) {
    const text = 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = $2';
    ended += (await world.query(text, [role, world.database])).length;
    await setTimeout(200);
  }
  const reads = await running.stop();
  t.ok(creation.every(({ answer }) => answer.status === 201));
  t.strictSame(
    reads.filter(({ answer }) => answer.status >= 500 || answer.status === 0),
    [],
    'no read fails',
  );
  matchAnswers(t, world, reads);
  return `${ended} ended; ${countStatuses(reads)} within ${seconds(slowest(reads))}`;
}

const promised = 'every answer within 5 s, 503 with Retry-After; back within 5 s';

await runFaults(t, [
  { done: 'Postgres is frozen for 10 s', promised, run: freeze },
  { done: 'the network swallows all bytes for 8 s, on open connections', promised, run: (t) => swallow(t, true) },
  {
    done: 'the network swallows all bytes for 8 s, before the first connection',
    promised,
    run: (t) => swallow(t, false),
  },
  { done: 'Postgres is out of reach when the server starts', promised, run: absentAtStart },
  { done: 'Postgres is out of connections', promised, run: full },
  { done: 'Postgres is killed, and started again', promised, run: killPostgres },
  { done: 'all backends are terminated, 5 times a second', promised: 'no read fails', run: terminate },
]);
