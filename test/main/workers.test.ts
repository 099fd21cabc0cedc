import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { startProcess, temporaryFolder, type ServerProcess } from '../support/process.ts';
import { authorization, isRunning, secret, startProduction } from './production.ts';

// Most of these tests wait for a shutdown.
t.jobs = 3;

const headers = { authorization, connection: 'close' };

/** Returns the processes that have answered so far. */
function workersOf({ output }: ServerProcess): number[] {
  const lines = output().matchAll(/"pid":(\d+).*"msg":"answered"/g);
  return [...new Set([...lines].map(([, pid]) => Number(pid)))];
}

/** Sends requests until `count` processes have answered. */
async function askAll(server: ServerProcess, url: string, count: number): Promise<number[]> {
  while (workersOf(server).length < count) {
    await Promise.all(Array.from({ length: 8 }, async () => (await fetch(url, { headers })).text()));
    await setTimeout(50);
  }
  return workersOf(server);
}

t.test('serves one port by several processes that share the data', async (t) => {
  const server = await startProduction(t, 2);
  const url = `${await server.address}/api/alice/tasks`;
  const body = JSON.stringify({ title: 'Shared' });
  const created = await fetch(url, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  t.equal(created.status, 201);
  const pids = await askAll(server, url, 2);
  t.notOk(pids.includes(server.child.pid ?? 0), 'the first process answers nothing');
  for (let time = 0; time < 8; time += 1) {
    t.match(await (await fetch(url, { headers })).json(), [{ title: 'Shared' }]);
  }

  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  for (const pid of pids) t.notOk(await isRunning(pid), 'no worker is left');
});

t.test('replaces a killed worker while the others go on', async (t) => {
  const server = await startProduction(t, 2);
  const url = `${await server.address}/api/alice/tasks`;
  const [first = 0] = await askAll(server, url, 2);
  process.kill(first, 'SIGKILL');
  while (await isRunning(first)) await setTimeout(10);
  t.equal((await fetch(url, { headers })).status, 200);
  t.equal((await askAll(server, url, 3)).length, 3);
  t.match(server.output(), 'a worker ended, and is replaced');
});

t.test('answers the requests under way in every worker after SIGTERM', async (t) => {
  const server = await startProduction(t, 2);
  const url = `${await server.address}/api/alice/tasks`;
  await askAll(server, url, 2);
  const answers = Array.from({ length: 60 }, async (_, index) => {
    await setTimeout(index);
    try {
      const response = await fetch(url, { headers });
      return response.status;
    } catch {
      return 'refused';
    }
  });
  await setTimeout(30);
  server.child.kill('SIGTERM');
  const statuses = new Set(await Promise.all(answers));
  // A late connection is refused. An accepted one is answered.
  t.same(
    [...statuses].filter((status) => status !== 'refused'),
    [200],
  );
  t.equal(await server.ended, 0);
});

t.test('ends the workers when the first process is killed', async (t) => {
  const server = await startProduction(t, 2);
  const pids = await askAll(server, `${await server.address}/api/alice/tasks`, 2);
  server.child.kill('SIGKILL');
  for (const pid of pids) while (await isRunning(pid)) await setTimeout(20);
  t.equal(await server.ended, 'SIGKILL');
  t.equal(server.output().match(/"msg":"closing"/g)?.length, 2, 'each worker closes in order');
});

t.test('shares the embedded Postgres and the development secret among workers', async (t) => {
  const server = startProcess(t, { WORKERS: '2', DATA_DIRECTORY: await temporaryFolder(t) });
  const url = `${await server.address}/api/demo/tasks`;
  const token = /Bearer ([\w.-]+)/.exec(server.output())?.[1] ?? '';
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  t.strictSame(await response.json(), []);
  t.equal(server.output().match(/tasks-api listens on/g)?.length, 1, 'the welcome is printed once');
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
});

t.test('refuses a taken port in one line', async (t) => {
  const server = await startProduction(t, 1);
  const { port } = new URL(await server.address);
  const refused = startProcess(t, {
    NODE_ENV: 'production',
    WORKERS: '2',
    PORT: port,
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing',
    BETTER_AUTH_SECRET: secret,
  });
  t.equal(await refused.ended, 1);
  t.match(refused.output(), /EADDRINUSE/);
  t.match(refused.output(), /^tasks-api cannot start\. A worker ended before it listened\.$/m);
});

t.test('ends every worker after a SIGTERM while they start', async (t) => {
  const server = await startProduction(t, 4);
  // Some workers listen, others do not yet.
  await server.address;
  server.child.kill('SIGTERM');
  t.equal(await server.ended, 0);
  const pids = [...new Set([...server.output().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid)))];
  for (const pid of pids) t.notOk(await isRunning(pid), 'no worker is left');
});
