/** A network, or something in it, that damages what Postgres sends. */
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { answerWithinMs } from '../../src/values/time-limits.ts';
import { runFaults, seconds } from './support/fault.ts';
import { countStatuses, foreign, loadFor, misplaced, slowest, startLoad } from './support/load.ts';
import type { Rewrite } from './support/proxy.ts';
import { isAlive, startPostgresOf, startWorld, timeUntil, watchBackends } from './support/world.ts';

const postgres = await startPostgresOf(t);

/** One in so many segments is damaged. */
const damagedOneIn = 12;
const seed = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31));
t.comment(`FAULT_SEED=${seed}`);

/** Makes the same numbers from the same seed: 0 to below `limit` (mulberry32). */
function randomNumbers(start: number): (limit: number) => number {
  let state = start;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

type Random = (limit: number) => number;
/** Damages a segment. */
type Damage = (messages: readonly Buffer[], random: Random) => Buffer;

const readyForQuery = Buffer.from('Z\0\0\0\x05I', 'latin1');

/** The type of a message, as one character. */
function typeOf(message: Buffer | undefined): string {
  return message?.toString('latin1', 0, 1) ?? '';
}

const insertReady: Damage = (messages) => Buffer.concat([readyForQuery, ...messages]);
const duplicate: Damage = (messages) => Buffer.concat([...messages, ...messages]);
/** Doubles the first whole answer: up to its ReadyForQuery. */
const duplicateAnswer: Damage = (messages) => {
  const end = messages.findIndex((message) => typeOf(message) === 'Z') + 1;
  return Buffer.concat([...messages.slice(0, end), ...messages]);
};
const drop: Damage = () => Buffer.alloc(0);
const truncate: Damage = (messages, random) => {
  const bytes = Buffer.concat(messages);
  return bytes.subarray(0, random(bytes.length));
};
const dropMessage: Damage = (messages, random) => {
  const dropped = random(messages.length);
  return Buffer.concat(messages.filter((_, index) => index !== dropped));
};
const flipBits: Damage = (messages, random) => {
  const bytes = Buffer.concat(messages);
  for (let count = 1 + random(3); count > 0; count -= 1) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  return bytes;
};

/** Sends an earlier answer of the same form instead, of whoever it was. */
function replay(): Damage {
  const kept = new Map<string, Buffer>();
  return (messages, random) => {
    const form = messages.map(typeOf).join('');
    const earlier = kept.get(form);
    const bytes = Buffer.concat(messages);
    if (!earlier || random(3) === 0) kept.set(form, bytes);
    return earlier ?? bytes;
  };
}

/** Damages a part of the segments, but none before the first statement: a damaged sign-in ends by itself. */
function damaging(damage: Damage, random: Random): Rewrite {
  return (messages) =>
    random(damagedOneIn) === 0 && typeOf(messages[0]) !== 'R' ? damage(messages, random) : Buffer.concat(messages);
}

async function underDamage(t: Test, damage: Damage): Promise<string> {
  const world = await startWorld(t, postgres);
  await loadFor(world, 1_000, { users: 10 });
  const backends = await watchBackends(world);
  const load = startLoad(world, { users: 10, pauseMs: 5 });
  world.proxy.rewrite(damaging(damage, randomNumbers(seed)));
  await setTimeout(6_000);
  world.proxy.pass();
  const exchanges = await load.stop();
  // An answer too many is noticed as soon as nothing is asked on its connection. A busy one may stay out of step.
  await setTimeout(500);
  const back = await timeUntil(() => world.ask('zoe', 'POST', '', { title: 'after the fault' }), 201);
  const after = await loadFor(world, 1_000, { users: 10 });
  const most = await backends.stop();
  t.strictSame(foreign(exchanges), [], "no answer holds another user's task");
  t.strictSame(misplaced(exchanges), [], 'no answer holds another task than the one that was asked for');
  t.ok(isAlive(world), 'the process lives');
  t.ok(slowest(exchanges) < answerWithinMs, `the slowest answer took ${slowest(exchanges)} ms`);
  t.ok(
    exchanges.some(({ answer }) => answer.status >= 500),
    'the fault was felt',
  );
  t.ok(most <= 10, `${most} backends of 10`);
  t.ok(back < 4_000, `back after ${back} ms`);
  t.ok(
    after.every(({ answer }) => answer.status < 500 && answer.status > 0),
    countStatuses(after),
  );
  const statuses = `${countStatuses(exchanges)} within ${seconds(slowest(exchanges))}`;
  return `${statuses}; ${most} backends; 0 foreign or other tasks`;
}

const damages: Readonly<Record<string, Damage>> = {
  'a ReadyForQuery is inserted': insertReady,
  'segments are duplicated': duplicate,
  'whole answers are duplicated': duplicateAnswer,
  'segments are dropped': drop,
  'messages are dropped': dropMessage,
  'segments are truncated': truncate,
  'bits are flipped': flipBits,
  "other users' answers are replayed": replay(),
};

await runFaults(
  t,
  Object.entries(damages).map(([name, damage]) => ({
    done: `${name}, in one segment of ${damagedOneIn}`,
    promised: "no other task, and no other user's; the process lives; at most 10 backends; every answer within 5 s",
    run: (t: Test) => underDamage(t, damage),
  })),
);
