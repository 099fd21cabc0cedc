import { join } from 'node:path';
import t from 'tap';
import { startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { folderFor, postmasterOf, query, silent, spawnServer, until } from './harness.ts';

const start = (directory: string) => startEmbeddedPostgres({ directory, log: silent });

void t.test('a second server on the directory is refused, and does not disturb the first', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { address, stop } = await start(directory);
  t.teardown(stop);
  const postmaster = await postmasterOf(directory);

  const refusal = { name: 'DataDirectoryInUse', directory, pid: process.pid };
  await t.rejects(start(directory), {
    ...refusal,
    message: `${directory} is in use by another server (pid ${String(process.pid)})`,
  });
  t.match(await spawnServer(t, directory).tells('refused'), { name: 'DataDirectoryInUse', pid: process.pid });

  t.equal(await postmasterOf(directory), postmaster);
  t.same(await query(address, 'SELECT 1'), [[1]]);
});

void t.test('of servers that start together exactly one runs', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const servers = Array.from({ length: 3 }, () => spawnServer(t, directory));
  const settled = () => servers.every(({ told }) => told.some(({ event }) => event === 'ready' || event === 'refused'));
  await until('all have started or given up', settled);
  const events = servers.flatMap(({ told }) => told.filter(({ event }) => event !== 'log'));
  t.same(events.map(({ event }) => event).sort(), ['ready', 'refused', 'refused']);
  const refused = events.filter(({ event }) => event === 'refused');
  t.same(
    refused.map(({ name }) => name),
    ['DataDirectoryInUse', 'DataDirectoryInUse'],
  );
});
