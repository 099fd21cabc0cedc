import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import t from 'tap';
import { DataDirectoryInUse } from '../../../src/database/embedded/errors.ts';
import { acquireLock } from '../../../src/database/embedded/lock.ts';
import { folderFor, spawnReadyServer } from './harness.ts';

t.test('exactly one of many simultaneous candidates gets the lock, in every round', async (t) => {
  const folder = await folderFor(t);
  for (let round = 0; round < 20; round += 1) {
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => acquireLock(folder, folder)));
    const won = results.filter((result) => result.status === 'fulfilled');
    t.equal(won.length, 1);
    const lost = results.filter((result) => result.status === 'rejected');
    t.ok(lost.every(({ reason }) => reason instanceof DataDirectoryInUse));
    await t.rejects(acquireLock(folder, folder), { name: 'DataDirectoryInUse', pid: process.pid });
    for (const { value } of won) await value.release();
  }
  t.same(await readdir(folder), []);
});

t.test('exactly one of several staggered candidates gets the lock', async (t) => {
  const folder = await folderFor(t);
  for (let round = 0; round < 100; round += 1) {
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, async () => {
        await delay(Math.random() * 6);
        return acquireLock(folder, folder);
      }),
    );
    const won = results.filter((result) => result.status === 'fulfilled');
    if (won.length !== 1) t.fail(`${String(won.length)} candidates got the lock`);
    for (const { value } of won) await value.release();
  }
});

t.test('a candidate that closes without an answer is not the owner', async (t) => {
  const folder = await folderFor(t);
  const dying = createServer((socket) => {
    socket.destroy();
    dying.close();
  });
  await new Promise<void>((resolve) => dying.listen(join(folder, 'lock.00000000'), resolve));
  await (await acquireLock(folder, folder)).release();
});

t.test('a killed owner frees the lock, a stopped owner keeps it', async (t) => {
  const directory = join(await folderFor(t), '.data');
  const server = await spawnReadyServer(t, directory);
  process.kill(server.pid, 'SIGSTOP');
  await t.rejects(acquireLock(join(directory, 'run'), directory), { name: 'DataDirectoryInUse', pid: undefined });
  process.kill(server.pid, 'SIGKILL');
  await server.gone;
  const lock = await acquireLock(join(directory, 'run'), directory);
  t.equal((await readdir(join(directory, 'run'))).filter((name) => name.startsWith('lock.')).length, 1);
  await lock.release();
});
