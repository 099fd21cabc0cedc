/** Kills while tasks are written. What was acknowledged is stored, exactly once. */
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { runFaults } from './support/fault.ts';
import { compareStored, countStatuses, startLoad, type LoadOptions } from './support/load.ts';
import { startPostgresOf, startWorld, timeUntil, type World } from './support/world.ts';

const postgres = await startPostgresOf(t);
const writes: LoadOptions = { users: 16, kinds: ['create', 'create', 'toggle'], pauseMs: 2 };
const kills = 3;

async function underWrites(t: Test, kill: (world: World) => Promise<void>): Promise<string> {
  const world = await startWorld(t, postgres);
  const load = startLoad(world, writes);
  for (let count = 0; count < kills; count += 1) {
    await setTimeout(1_500);
    await kill(world);
    t.not(await timeUntil(() => world.ask('zoe', 'GET'), 200), Infinity, 'it serves again');
  }
  const exchanges = await load.stop();
  await setTimeout(1_000);
  const differences = await compareStored(world, exchanges);
  t.strictSame(differences, { lost: 0, kept: 0 });
  t.ok(
    exchanges.some(({ answer }) => answer.status !== 201 && answer.status !== 200),
    'the kills were felt',
  );
  return `${countStatuses(exchanges)}; ${differences.lost} lost, ${differences.kept} stored against the answer`;
}

const promised = 'every 201 is stored exactly once, and no plain 503';

await runFaults(t, [
  {
    done: 'the server is killed three times while tasks are written',
    promised,
    run: (t) => underWrites(t, (world) => world.restartServer()),
  },
  {
    done: 'Postgres is killed three times while tasks are written',
    promised,
    run: (t) => underWrites(t, () => postgres.signal('SIGKILL')),
  },
]);
