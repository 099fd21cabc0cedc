/** One user's searches of very many tasks. */
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { answerWithinMs } from '../../src/values/time-limits.ts';
import type { Answer } from './support/client.ts';
import { runFaults, seconds } from './support/fault.ts';
import { countStatuses, loadFor, slowest, type Exchange } from './support/load.ts';
import { startPostgresOf, startWorld, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);

const tasks = 100_000;
const concurrent = 80;
const measuredMs = 4_000;

/** The middle of the times, in ms. */
function median(exchanges: readonly Exchange[]): number {
  const times = exchanges.map(({ answer }) => answer.ms).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? Infinity;
}

/** Counts the searches that Postgres runs at a time, until it is stopped. */
async function watchSearches(world: World, signal: AbortSignal): Promise<number> {
  let most = 0;
  while (!signal.aborted) {
    const text = `select count(*)::int as n from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%strpos%' and pid <> pg_backend_pid()`;
    const [row] = await world.query(text);
    most = Math.max(most, Number(row?.['n']));
    await setTimeout(50);
  }
  return most;
}

async function search(t: Test): Promise<string> {
  const world = await startWorld(t, postgres);
  await world.ask('alice', 'POST', '', { title: 'first' });
  await world.query(
    `insert into tasks (user_id, title, description)
     select 'alice', 'task ' || n, repeat('some words ', 10) from generate_series(1, ${tasks}) as n`,
  );
  await world.query('analyze tasks');
  const others = { users: 4, kinds: ['create', 'list', 'toggle', 'get'] as const, pauseMs: 10 };
  await loadFor(world, 1_000, others);
  const before = await loadFor(world, measuredMs, others);
  const stopping = new AbortController();
  const watching = watchSearches(world, stopping.signal);
  const searching: Promise<Answer>[] = Array.from({ length: concurrent }, (_, index) =>
    world.ask('alice', 'GET', `?q=absent ${index}&sort=title`.replace(' ', '%20')),
  );
  const during = await loadFor(world, measuredMs, others);
  const answers = await Promise.all(searching);
  stopping.abort();
  const most = await watching;
  const refused = answers.filter(({ status }) => status === 503);
  // An overdue search may still end while the next one begins.
  t.ok(most <= 2, `${most} searches of the user run at a time`);
  t.ok(refused.length >= concurrent - 51, 'and what is beyond the bound is refused');
  t.ok(answers.every(({ status, retryAfter }) => status === 200 || (status === 503 && retryAfter !== undefined)));
  t.ok(Math.max(...answers.map(({ ms }) => ms)) < answerWithinMs);
  t.ok(
    during.every(({ answer }) => answer.status < 300),
    countStatuses(during),
  );
  t.ok(median(during) < 10 * median(before), `${median(during)} ms instead of ${median(before)} ms`);
  t.ok(slowest(during) < 1_000, `the slowest answer took ${slowest(during)} ms`);
  const times = `${median(before).toFixed(1)} → ${median(during).toFixed(1)} ms`;
  return `others ${times}, ${seconds(slowest(during))} at most; ${most} search at a time; ${refused.length} × 503`;
}

await runFaults(t, [
  {
    done: `a user sends ${concurrent} searches of ${tasks} tasks at once`,
    promised:
      "others' median time grows less than tenfold; its searches run one after another; 503 beyond 50 that wait",
    run: search,
  },
]);
