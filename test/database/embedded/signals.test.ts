import { join } from 'node:path';
import t from 'tap';
import { folderFor, processesIn, socketsIn, spawnReadyServer, until } from './harness.ts';

void t.test('Ctrl-C reaches Postgres only through the server, which drains first', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  process.kill(-server.pid, 'SIGINT');
  await server.gone;
  t.ok(server.told.some(({ event }) => event === 'drained'));
  t.notOk(server.told.some(({ message }) => message === 'the embedded Postgres is gone, starting it again'));
  t.same(await processesIn(directory), []);
  t.same(await socketsIn(directory), []);
});

void t.test('a server that just exits takes Postgres along', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  process.kill(server.pid, 'SIGHUP');
  await server.gone;
  await until('Postgres has ended', async () => (await processesIn(directory)).length === 0);
});
