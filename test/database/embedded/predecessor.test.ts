import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { silent } from '../../../scripts/test-run/cluster.ts';
import { folderFor, postmasterOf, processesIn, query, spawnReadyServer, until } from './harness.ts';

const start = (directory: string) => startEmbeddedPostgres({ directory, log: silent });

t.test('ends the Postgres of a killed server and keeps every acknowledged row', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  await query(server.address, 'CREATE TABLE written (id int)');
  let acknowledged = 0;
  const writer = (async () => {
    for (;;) {
      await query(server.address, `INSERT INTO written VALUES (${String(acknowledged + 1)})`);
      acknowledged += 1;
    }
  })().catch(() => undefined);
  await until('some rows are acknowledged', () => acknowledged > 20);
  process.kill(server.pid, 'SIGKILL');
  await server.gone;
  const orphan = await postmasterOf(directory);
  t.ok((await processesIn(directory)).includes(orphan), 'Postgres outlives its server');

  const { address, stop } = await start(directory);
  t.teardown(stop);
  await writer;
  t.notOk((await processesIn(directory)).includes(orphan), 'the orphan is gone');
  const [[count] = []] = await query(address, 'SELECT count(*)::int FROM written');
  // The acknowledgement of the last row may be lost, the row of an acknowledgement never.
  t.ok(
    count === acknowledged || count === acknowledged + 1,
    `${String(count)} rows, ${String(acknowledged)} acknowledged`,
  );
});

t.test('finds an orphan in a directory that was moved', async (t) => {
  const folder = await folderFor(t);
  const server = await spawnReadyServer(t, join(folder, 'before'));
  await query(server.address, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(server.pid, 'SIGKILL');
  await server.gone;
  const orphan = await postmasterOf(join(folder, 'before'));
  await rename(join(folder, 'before'), join(folder, 'after'));

  const { address, stop } = await start(join(folder, 'after'));
  t.teardown(stop);
  t.notOk((await processesIn(folder)).includes(orphan));
  t.same(await query(address, 'SELECT answer FROM kept'), [[42]]);
});

t.test('a stale pid file does not harm the process that has the pid now', async (t) => {
  // In a folder of mode 0700 Postgres runs as the user of this process, even if that is root.
  const folder = await folderFor(t, 0o700);
  const directory = join(folder, '.data');
  await (await start(directory)).stop();

  const sleeper = spawn('sleep', ['600'], { cwd: join(directory, 'postgres'), stdio: 'ignore' });
  t.teardown(() => sleeper.kill('SIGKILL'));
  await once(sleeper, 'spawn');
  const other = await start(join(folder, 'other'));
  t.teardown(other.stop);
  const otherPostmaster = await postmasterOf(join(folder, 'other'));
  const pidFile = await readFile(join(folder, 'other/postgres/postmaster.pid'), 'utf8');

  for (const pid of [sleeper.pid, otherPostmaster]) {
    await writeFile(join(directory, 'postgres/postmaster.pid'), pidFile.replace(/^\d+/, String(pid)), { mode: 0o600 });
    await writeFile(join(directory, 'run/.s.PGSQL.5432.lock'), pidFile.replace(/^\d+/, String(pid)), { mode: 0o600 });
    const { address, stop } = await start(directory);
    t.same(await query(address, 'SELECT 1'), [[1]]);
    await stop();
  }
  t.equal(sleeper.exitCode ?? sleeper.signalCode, null, 'a process of another program keeps running');
  t.equal(await postmasterOf(join(folder, 'other')), otherPostmaster, "another directory's Postgres keeps running");
  t.same(await query(other.address, 'SELECT 1'), [[1]]);
});
