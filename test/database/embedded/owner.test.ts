import { join } from 'node:path';
import t from 'tap';
import { startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { silent } from '../../../scripts/test-run/cluster.ts';
import { folderFor, postmasterOf, query, spawnServer, until } from './harness.ts';

const start = (directory: string) => startEmbeddedPostgres({ directory, log: silent });

t.test('refuses a second server on the directory without disturbing the first', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const { address, stop } = await start(directory);
  t.teardown(stop);
  const postmaster = await postmasterOf(directory);

  const refusal = { name: 'DataDirectoryInUse', directory, pid: process.pid };
  await t.rejects(start(directory), {
    ...refusal,
    message: `${directory} is in use by another server (pid ${String(process.pid)})`,
  });
  t.match(await spawnServer(t, directory).reports('refused'), { name: 'DataDirectoryInUse', pid: process.pid });

  t.equal(await postmasterOf(directory), postmaster);
  t.same(await query(address, 'SELECT 1'), [[1]]);
});

t.test('exactly one of several servers that start together runs', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const servers = Array.from({ length: 3 }, () => spawnServer(t, directory));
  const settled = () =>
    servers.every(({ events }) => events.some(({ event }) => event === 'ready' || event === 'refused'));
  await until('all have started or given up', settled);
  const outcomes = servers.flatMap(({ events }) => events.filter(({ event }) => event !== 'log'));
  t.same(outcomes.map(({ event }) => event).sort(), ['ready', 'refused', 'refused']);
  const refused = outcomes.filter(({ event }) => event === 'refused');
  t.same(
    refused.map(({ name }) => name),
    ['DataDirectoryInUse', 'DataDirectoryInUse'],
  );
});
