/**
 * `npm run soak -- --minutes=5`: mixed load and random faults, one after another. At the end, what was acknowledged is
 * compared with what is stored, and a line is drawn through the memory of the server. Prints a table.
 */
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import t from 'tap';
import { answerWithinMs } from '../../src/values/time-limits.ts';
import { seconds } from './support/fault.ts';
import { compareStored, countStatuses, foreign, slowest, startLoad } from './support/load.ts';
import { role } from './support/postgres.ts';
import { isAlive, startPostgresOf, startWorld, watchBackends, type World } from './support/world.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const soakMs = Number(values.minutes) * 60_000;
if (!(soakMs > 0)) throw new Error('--minutes must be a positive number.');

const calmMs = 4_000;
const faultMs = 4_000;
const sampleMs = 1_000;
/** Growth that is not taken for a leak, in MB a minute: a young heap still grows. */
const allowedSlope = 10;

type Fault = (world: World) => Promise<unknown>;

const faults: Readonly<Record<string, Fault>> = {
  'Postgres is frozen': async ({ postgres }) => {
    await postgres.signal('SIGSTOP');
    await setTimeout(faultMs);
    await postgres.signal('SIGCONT');
  },
  'Postgres is killed': ({ postgres }) => postgres.signal('SIGKILL'),
  'bytes are swallowed': async ({ proxy }) => {
    proxy.swallow();
    await setTimeout(faultMs);
    proxy.pass();
  },
  'connections are refused': async ({ proxy }) => {
    proxy.refuse();
    await setTimeout(faultMs);
    proxy.pass();
  },
  'bits are flipped': async ({ proxy }) => {
    proxy.rewrite((messages) => {
      const bytes = Buffer.concat(messages);
      const at = Math.floor(Math.random() * bytes.length);
      if (Math.random() < 0.05) bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    });
    await setTimeout(faultMs);
    proxy.pass();
  },
  'backends are terminated': ({ database, query }) =>
    query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1 and datname = $2', [
      role,
      database,
    ]),
  'the table is locked': async ({ database, postgres }) => {
    const session = await postgres.session(database);
    await session.query('begin');
    await session.query('lock table tasks in access exclusive mode');
    await setTimeout(faultMs);
    await session.end();
  },
};

/** Memory of the server in MB. */
async function memory({ server }: World): Promise<number> {
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}

/** The slope of a line through samples, least squares, in units a minute. The first third is left out: a warm-up. */
function slopeOf(samples: readonly number[]): number {
  const later = samples.slice(Math.floor(samples.length / 3));
  const middle = (later.length - 1) / 2;
  const mean = later.reduce((sum, value) => sum + value, 0) / later.length;
  const above = later.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const below = later.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return (above / below) * (60_000 / sampleMs);
}

/** Makes random faults, with a calm time before each, until the time is over. Returns how often each was made. */
async function makeFaults(world: World): Promise<string> {
  const counts = new Map<string, number>();
  const names = Object.keys(faults);
  const until = performance.now() + soakMs;
  while (performance.now() < until) {
    await setTimeout(calmMs);
    const name = names[Math.floor(Math.random() * names.length)] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
    await faults[name]?.(world);
  }
  await setTimeout(calmMs);
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(', ');
}

const megabytes = (sample: number | undefined): string => (sample === undefined ? '?' : Math.round(sample).toFixed());

t.setTimeout(soakMs + 120_000);
// The supervisor of the test's Postgres takes ten ends a minute for a broken one. The soak makes fewer.
const world = await startWorld(t, await startPostgresOf(t));
const samples: number[] = [];
const sampling = globalThis.setInterval(() => void memory(world).then((size) => samples.push(size)), sampleMs);
const backends = await watchBackends(world);
const load = startLoad(world, { users: 20, pauseMs: 50 });
const made = await makeFaults(world);
const exchanges = await load.stop();
clearInterval(sampling);
const most = await backends.stop();
const { lost, kept } = await compareStored(world, exchanges);
const slope = slopeOf(samples);

console.log(`
faults       ${made}
answers      ${countStatuses(exchanges)}
slowest      ${seconds(slowest(exchanges))}
lost         ${lost} of those acknowledged
kept         ${kept} of those refused
foreign      ${foreign(exchanges).length}
backends     ${most}
memory       ${megabytes(samples[0])} → ${megabytes(samples.at(-1))} MB, ${slope.toFixed(1)} MB a minute
`);
t.ok(isAlive(world), 'the process lives');
t.ok(slowest(exchanges) < answerWithinMs, 'every answer came in time');
t.strictSame({ lost, kept, foreign: foreign(exchanges).length }, { lost: 0, kept: 0, foreign: 0 });
t.ok(most <= 10, 'the pool was not exceeded');
t.ok(slope < allowedSlope, 'memory does not grow');
