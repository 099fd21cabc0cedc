import { join } from 'node:path';
import t from 'tap';
import { folderFor, processesIn, socketsIn, spawnReadyServer, until } from './harness.ts';

t.test('Ctrl-C ends Postgres only after the server has drained', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  process.kill(-server.pid, 'SIGINT');
  await server.gone;
  t.ok(server.events.some(({ event }) => event === 'drained'));
  t.notOk(server.events.some(({ message }) => message === 'the embedded Postgres is gone, starting it again'));
  t.same(await processesIn(directory), []);
  t.same(await socketsIn(directory), []);
});

t.test('Postgres ends when its server exits without stopping it', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  process.kill(server.pid, 'SIGHUP');
  await server.gone;
  await until('Postgres has ended', async () => (await processesIn(directory)).length === 0);
});
