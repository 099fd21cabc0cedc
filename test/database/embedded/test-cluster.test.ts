import { mkdtemp, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import t from 'tap';
import { openCluster } from '../../../src/database/embedded/cluster.ts';
import { launch } from '../../../src/database/embedded/postmaster.ts';
import { silent, startTestCluster } from '../../../scripts/test-run/cluster.ts';
import { processesIn, query } from './harness.ts';

t.test('a throw-away cluster runs without durability and leaves nothing behind', async (t) => {
  const { address, stop } = await startTestCluster();
  const directory = dirname(address.host);
  const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'max_connections'];
  const values = settings.map((name) => `current_setting('${name}')`).join();
  t.same(await query(address, `SELECT ${values}`), [['off', 'off', 'off', '200']]);
  await stop();
  t.same(await processesIn(directory), []);
  await t.rejects(stat(directory), { code: 'ENOENT' });
});

t.test('removes the cluster of a killed run, and keeps that of a running one', async (t) => {
  const running = await startTestCluster();
  t.teardown(running.stop);
  const parent = dirname(dirname(running.address.host));
  const longAgo = new Date(0);
  await utimes(dirname(running.address.host), longAgo, longAgo);

  const abandoned = await mkdtemp(join(parent, 'tasks-api-test-'));
  t.teardown(() => rm(abandoned, { recursive: true, force: true }));
  const cluster = await openCluster(abandoned, { log: silent, durable: false });
  const postmaster = await launch(cluster, { log: silent });
  await cluster.release();
  await utimes(abandoned, longAgo, longAgo);

  const next = await startTestCluster();
  t.teardown(next.stop);
  await postmaster.ended;
  await t.rejects(stat(abandoned), { code: 'ENOENT' });
  t.same(await query(running.address, 'SELECT 1'), [[1]]);
});
