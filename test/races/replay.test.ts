/** Property: replaying the changes from 0 gives the list, after any history, with sweeps in between. */
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import t from 'tap';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';
import { sweep } from '../../src/app/tasks/sweep.ts';
import { pagesOf } from '../support/pages.ts';
import { holds } from '../support/property.ts';
import { startServerOn, type TestServer } from '../support/server.ts';
import { tasksOf } from '../support/tasks.ts';
import { Follower, pageIn } from './support/follower.ts';

/** A step of a history. `at` names one of the tasks made so far, deleted ones too. */
type Step =
  | { readonly do: 'create'; readonly title: string }
  | { readonly do: 'patch'; readonly at: number; readonly title: string }
  | { readonly do: 'toggle' | 'delete'; readonly at: number }
  | { readonly do: 'clear' }
  | { readonly do: 'sweep' }
  | { readonly do: 'follow'; readonly limit: number };

interface World {
  readonly server: TestServer;
  readonly database: TestDatabase;
  readonly user: string;
  readonly ids: number[];
  readonly follower: Follower;
}

// Few titles, so that some updates change nothing.
const titles = fc.constantFrom('a', 'b');
const at = fc.nat(30);
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('create'), title: titles }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('patch'), at, title: titles }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('toggle'), at }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete'), at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('follow'), limit: fc.integer({ min: 1, max: 4 }) }) },
);

/** Sweeps, and waits until it is done. */
async function sweepNow({ database: { db, pool }, user }: World): Promise<void> {
  sweep(pool, user);
  const changes = db.selectFrom('task_changes').where('user_id', '=', user);
  const newest = await changes.select(({ fn }) => fn.max('version').as('version')).executeTakeFirst();
  const me = db.selectFrom('users').select('compacted').where('id', '=', user);
  while (((await me.executeTakeFirst())?.compacted ?? 0) < (newest?.version ?? 0));
}

async function follow({ server, user }: World, follower: Follower, limit: number): Promise<void> {
  const url = `/api/${user}/changes?since=${follower.since}&limit=${limit}`;
  const response = await server.request({ as: user, url });
  assert.equal(response.statusCode, 200, response.body);
  follower.apply(pageIn(response.json()));
}

async function write({ server, user, ids }: World, step: Exclude<Step, { readonly do: 'sweep' | 'follow' }>) {
  const tasks = tasksOf(user);
  if (step.do === 'create') {
    const response = await server.request({ as: user, method: 'POST', url: tasks, payload: { title: step.title } });
    assert.equal(response.statusCode, 201, response.body);
    ids.push(response.json<{ id: number }>().id);
    return;
  }
  const task = `${tasks}/${'at' in step ? (ids[step.at % ids.length] ?? 1) : ''}`;
  const requests = {
    patch: { method: 'PATCH', url: task, payload: { title: 'title' in step ? step.title : '' } },
    toggle: { method: 'PATCH', url: `${task}/complete` },
    delete: { method: 'DELETE', url: task },
    clear: { method: 'DELETE', url: `${tasks}?status=completed` },
  } as const;
  const { statusCode, body } = await server.request({ as: user, ...requests[step.do] });
  assert.ok([200, 204, 404].includes(statusCode), body);
}

async function run(world: World, step: Step): Promise<void> {
  if (step.do === 'sweep') await sweepNow(world);
  else if (step.do === 'follow') await follow(world, world.follower, step.limit);
  else await write(world, step);
}

/** Asserts that a follower gets to the tasks of the list. */
async function assertReplay(world: World, follower: Follower, limit: number): Promise<void> {
  const already = follower.caughtUp.length;
  while (follower.caughtUp.length === already) await follow(world, follower, limit);
  const list = (await pagesOf(world.server, world.user)).flat();
  assert.deepEqual(
    follower.tasks,
    list.sort((left, right) => left.id - right.id),
  );
}

t.test('a replay equals the list after any history', async (t) => {
  const database = await createTestDatabase();
  t.teardown(database.drop);
  const server = await startServerOn(t, database);
  let runs = 0;
  const histories = fc.array(steps, { maxLength: 60, size: 'max' });
  const property = fc.asyncProperty(histories, fc.integer({ min: 1, max: 5 }), async (history, limit) => {
    runs += 1;
    const world: World = { server, database, user: `user-${runs}`, ids: [], follower: new Follower() };
    for (const step of history) await run(world, step);
    await assertReplay(world, world.follower, limit);
    await assertReplay(world, new Follower(), limit);
    await sweepNow(world);
    await assertReplay(world, world.follower, limit);
    await assertReplay(world, new Follower(), limit);
  });
  await holds(t, 100, property);
});
