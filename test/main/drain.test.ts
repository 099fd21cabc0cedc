/** The clients of a production server that gets SIGTERM, with one process and with workers. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { readAnswer } from '../app/raw-http.ts';
import type { ServerProcess } from '../support/process.ts';
import { sendRaw } from '../support/raw-client.ts';
import { authorization, isRunning, startProduction } from './production.ts';

// Most of these tests wait.
t.jobs = 3;

/** The longest time that a shutdown may take, with some for a slow machine. */
const limitMs = 12_000;

const get = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: server.example\r\nauthorization: ${authorization}\r\n\r\n`;
const post = 'POST /api/alice/tasks HTTP/1.1\r\nhost: server.example\r\n';

/** Waits until every process of a server listens. */
async function listening(server: ServerProcess, workers: number): Promise<string> {
  while ((server.output().match(/Server listening/g)?.length ?? 0) < workers) await setTimeout(10);
  return server.address;
}

/** Sends SIGTERM, and resolves when every process that serves closes. */
async function terminate({ child, output }: ServerProcess, workers: number): Promise<number> {
  const startedAt = performance.now();
  child.kill('SIGTERM');
  const closing = workers > 1 ? workers + 1 : 1;
  while ((output().match(/"msg":"closing"/g)?.length ?? 0) < closing) await setTimeout(10);
  return startedAt;
}

async function endsInTime(t: Test, server: ServerProcess, startedAt: number): Promise<void> {
  t.equal(await server.ended, 0);
  t.ok(performance.now() - startedAt < limitMs, `it took ${Math.round(performance.now() - startedAt)} ms`);
}

/** Returns the processes of a server that write to its log. */
function pidsOf({ output }: ServerProcess): number[] {
  return [...new Set([...output().matchAll(/"pid":(\d+)/g)].map(([, pid]) => Number(pid)))];
}

for (const workers of [1, 2]) {
  const name = workers === 1 ? 'one process' : `${workers} workers`;

  t.test(`${name}: a connection that sends nothing delays nothing`, async (t) => {
    const server = await startProduction(t, workers);
    const client = sendRaw(t, await listening(server, workers), '');
    await once(client.socket, 'connect');
    await endsInTime(t, server, await terminate(server, workers));
    t.equal(await client.ended, '');
  });

  t.test(`${name}: a half-sent request is answered with 408`, async (t) => {
    const server = await startProduction(t, workers);
    const url = await listening(server, workers);
    const halves = [
      'GET /healthz HTT',
      'GET /healthz HTTP/1.1\r\nhost: server.example\r\n',
      `${post}authorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{"title"`,
      `${get('/healthz')}GET /heal`,
    ];
    const clients = halves.map((half) => sendRaw(t, url, half));
    await clients.at(-1)?.receives(/200 OK/);
    const startedAt = await terminate(server, workers);
    for (const client of clients) t.match(await client.ended, /HTTP\/1\.1 408 Request Timeout\r\n/);
    await endsInTime(t, server, startedAt);
  });

  t.test(`${name}: it is not ready, but answers everything with Connection: close, until it has drained`, async (t) => {
    const server = await startProduction(t, workers);
    const url = await listening(server, workers);
    const kept = sendRaw(t, url, get('/healthz'));
    t.match(await kept.receives(/200 OK[^]*\}/), /connection: keep-alive/i);
    const idle = sendRaw(t, url, get('/healthz'));
    await idle.receives(/200 OK[^]*\}/);
    const startedAt = await terminate(server, workers);
    kept.socket.write(get('/api/alice/tasks'));
    t.match(await kept.ended, /connection: keep-alive[^]*200 OK[^]*connection: close/i);
    const readiness = get('/readyz');
    const answer = readAnswer(readiness, await sendRaw(t, url, readiness).ended);
    t.match(answer, { status: 503, headers: { connection: 'close', 'retry-after': '5' } });
    t.match(JSON.parse(answer.body), { type: '/problems/service-unavailable', detail: 'The server is closing.' });
    // A balancer that asks every second for readiness has noticed after two failures.
    await setTimeout(Math.max(0, 2_500 - (performance.now() - startedAt)));
    t.match(await sendRaw(t, url, get('/api/alice/tasks')).ended, /^HTTP\/1\.1 200 OK\r\n[^]*connection: close/i);
    await endsInTime(t, server, startedAt);
    await idle.ended;
  });

  t.test(`${name}: a second signal ends it at once`, async (t) => {
    const server = await startProduction(t, workers);
    await listening(server, workers);
    const pids = pidsOf(server);
    const startedAt = await terminate(server, workers);
    server.child.kill('SIGTERM');
    t.equal(await server.ended, 1);
    for (const pid of pids) while (await isRunning(pid)) await setTimeout(10);
    t.ok(performance.now() - startedAt < 2_500, 'it does not wait for the drain');
  });
}
