import { chown, lstat, mkdir, readdir, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '../../../src/database/embedded/index.ts';
import { silent } from '../../../scripts/test-run/cluster.ts';
import { folderFor, isRoot, processesIn, query, socketsIn, spawnServer, until } from './harness.ts';

const start = (directory: string) => startEmbeddedPostgres({ directory, log: silent });

t.test('the first start makes a UTF-8 cluster with the built-in locale, behind a private socket only', async (t) => {
  const directory = join(await folderFor(t), 'made/.data');
  const { address, stop } = await start(directory);
  t.teardown(stop);
  t.same(await query(address, 'SELECT current_user, current_database()'), [['tasks', 'tasks']]);
  const facts = `SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale, current_setting('listen_addresses'),
    current_setting('fsync') FROM pg_database WHERE datname = 'tasks'`;
  t.same(await query(address, facts), [['UTF8', 'b', 'C.UTF-8', '', 'on']]);
  t.equal((await stat(directory)).mode & 0o777, 0o700);
  t.equal((await stat(address.host)).mode & 0o777, 0o700);
});

t.test('stop leaves no process and no socket, and the next start has the rows', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const first = await start(directory);
  await query(first.address, 'CREATE TABLE kept AS SELECT 42 AS answer');
  await Promise.all([first.stop(), first.stop()]);
  await first.stop();
  t.same(await processesIn(directory), []);
  t.same(await socketsIn(directory), []);
  t.same(await readdir(join(directory, 'run')), []);

  const second = await start(directory);
  t.teardown(second.stop);
  t.same(await query(second.address, 'SELECT answer FROM kept'), [[42]]);
});

t.test('works in a path that is too long for a socket, with characters that settings quote', async (t) => {
  const directory = join(await folderFor(t), 'deep, "deeper" and deepest '.repeat(6), '.data');
  const { address, stop } = await start(directory);
  t.teardown(stop);
  t.ok(Buffer.byteLength(address.host) < 90, address.host);
  t.equal((await lstat(address.host)).mode & 0o777, 0o700);
  t.same(await query(address, 'SELECT 1'), [[1]]);
  await t.rejects(start(directory), { name: 'DataDirectoryInUse', pid: process.pid });
  await stop();
  await t.rejects(lstat(address.host), { code: 'ENOENT' });
});

t.test('works in a path with commas, quotes and blanks', async (t) => {
  const { address, stop } = await start(join(await folderFor(t), `a, "b" 'c'`));
  t.teardown(stop);
  t.same(await query(address, 'SELECT 1'), [[1]]);
});

t.test('refuses a socket folder in /tmp that another user made', { skip: !isRoot }, async (t) => {
  const directory = join(await folderFor(t), 'x'.repeat(100));
  const { address, stop } = await start(directory);
  await stop();
  await mkdir(address.host, { mode: 0o700 });
  t.teardown(() => rmdir(address.host));
  await chown(address.host, 4321, 4321);
  await t.rejects(start(directory), { name: 'EmbeddedPostgresError', message: /not a private folder/ });
});

t.test('starts after a server was killed during initdb', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = spawnServer(t, directory);
  const isDraft = (name: string) => name.startsWith('postgres.init-');
  await until('initdb runs', async () => (await readdir(directory).catch(() => [])).some(isDraft));
  process.kill(server.pid, 'SIGKILL');
  await server.gone;

  const { address, stop } = await start(directory);
  t.teardown(stop);
  t.same(await query(address, 'SELECT 1'), [[1]]);
  t.notOk((await readdir(directory)).some(isDraft));
});

t.test('the error of a failed start gives the reason in one line', async (t) => {
  const directory = join(await folderFor(t), '.data');
  await (await start(directory)).stop();
  await writeFile(join(directory, 'postgres/PG_VERSION'), '12\n');
  const error = await start(directory).catch((error: unknown) => error);
  t.type(error, EmbeddedPostgresError);
  t.match(error, { message: /incompatible.*version 12/ });
  t.notMatch(error, { message: /\n/ });
  t.same(await processesIn(directory), []);
  t.same(await socketsIn(directory), []);
});

t.test('refuses a folder that is not a cluster and leaves it unchanged', async (t) => {
  const directory = await folderFor(t);
  await mkdir(join(directory, 'postgres'));
  await writeFile(join(directory, 'postgres/mine'), '');
  await t.rejects(start(directory), { name: 'EmbeddedPostgresError', message: /ENOTEMPTY/ });
  t.same(await readdir(join(directory, 'postgres')), ['mine']);
});

t.test('refuses a file in place of the directory', async (t) => {
  const path = join(await folderFor(t), 'file');
  await writeFile(path, '');
  await t.rejects(start(path), { name: 'EmbeddedPostgresError', message: /ENOTDIR/ });
});
