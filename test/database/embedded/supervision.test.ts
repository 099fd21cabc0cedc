import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { silent } from '../../../scripts/test-run/cluster.ts';
import { folderFor, postmasterOf, processesIn, query, socketsIn, until } from './harness.ts';

// Some of these tests wait for a restart.
t.jobs = 2;

/** Starts an embedded Postgres and records its log messages and failures. */
async function startRecorded(directory: string) {
  const messages: string[] = [];
  const failures: Error[] = [];
  const record = (...args: [string] | [object, string]) => void messages.push(args.at(-1) as string);
  const postgres = await startEmbeddedPostgres({
    directory,
    log: { ...silent, info: record, warn: record, error: record },
    onFailure: (error) => failures.push(error),
  });
  return { ...postgres, messages, failures };
}

const goneLine = 'the embedded Postgres is gone, starting it again';
const backLine = 'the embedded Postgres is back';

t.test('restarts a killed Postgres with all rows while clients are at work', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { address, stop, messages, failures } = await startRecorded(directory);
  t.teardown(stop);
  await query(address, 'CREATE TABLE written (id int)');
  const busy = query(address, 'SELECT pg_sleep(60)').catch(() => 'lost');
  for (const round of [1, 2]) {
    await query(address, `INSERT INTO written VALUES (${String(round)})`);
    process.kill(await postmasterOf(directory), 'SIGKILL');
    await until('it is back', () => messages.filter((message) => message === backLine).length === round);
    t.same(await query(address, 'SELECT count(*)::int FROM written'), [[round]]);
  }
  t.equal(await busy, 'lost');
  t.equal(messages.filter((message) => message === goneLine).length, 2);
  t.same(failures, []);
  await stop();
  t.same(await processesIn(directory), []);
});

t.test('gives up a Postgres that ends too often', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { stop, messages, failures } = await startRecorded(directory);
  t.teardown(stop);
  for (let restart = 1; restart <= 10; restart += 1) {
    process.kill(await postmasterOf(directory), 'SIGKILL');
    await until('it is back', () => messages.filter((message) => message === backLine).length === restart);
  }
  process.kill(await postmasterOf(directory), 'SIGKILL');
  await until('it is given up', () => failures.length > 0);
  t.match(failures, [{ name: 'EmbeddedPostgresError', message: /does not stay up in .*: ended by SIGKILL/ }]);
});

t.test('stop leaves nothing, at any delay after Postgres was killed', async (t) => {
  const directory = join(await folderFor(t), '.data');
  for (const pause of [0, 10, 20, 40, 60, 80, 120, 250]) {
    const { address, stop, failures } = await startRecorded(directory);
    process.kill(await postmasterOf(directory), 'SIGKILL');
    await delay(pause);
    await stop();
    await until('its children have gone too', async () => (await processesIn(directory)).length === 0);
    t.same(await socketsIn(directory), [], `${String(pause)} ms`);
    await t.rejects(query(address, 'SELECT 1'));
    t.same(failures, []);
  }
});

t.test('a stop is not followed by a restart', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { stop, messages } = await startRecorded(directory);
  await stop();
  await delay(500);
  t.same(messages, []);
  t.same(await processesIn(directory), []);
});

t.test('reports a Postgres that cannot be restarted once, with the reason', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { stop, failures } = await startRecorded(directory);
  const postmaster = await postmasterOf(directory);
  await rename(join(directory, 'postgres/global'), join(directory, 'postgres/lost'));
  process.kill(postmaster, 'SIGKILL');
  await until('it is given up', () => failures.length > 0);
  t.match(failures, [{ name: 'EmbeddedPostgresError', message: /did not start in .*: .*global\/pg_control/ }]);
  await stop();
  t.same(await processesIn(directory), []);
  t.same(await socketsIn(directory), []);
});
