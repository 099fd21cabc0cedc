/** More requests at once than the server works on. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { maxRunningRequests } from '../../src/http/limits.ts';
import { createTestDatabase, type TestDatabase } from '../../scripts/test-run/database.ts';
import { readAnswer } from '../app/raw-http.ts';
import { sendRaw } from '../support/raw-client.ts';
import { allowedOrigin, startServerOn, tokenOf } from '../support/server.ts';

const perConnection = 10;
const get =
  'GET /api/alice/tasks/1 HTTP/1.1\r\nHost: a\r\n' +
  `Authorization: Bearer ${tokenOf('alice')}\r\nOrigin: ${allowedOrigin}\r\n\r\n`;
const lastGet = get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');

/** A database that answers nothing until it is told to go on. */
function stoppedDatabase({ db, pool }: TestDatabase) {
  let goOn = (): void => undefined;
  const going = new Promise<void>((resolve) => (goOn = resolve));
  const stopped: TestDatabase['pool'] = {
    read: (statement, values) => going.then(() => pool.read(statement, values)),
    write: (statement, values) => going.then(() => pool.write(statement, values)),
    search: (statement, values) => going.then(() => pool.search(statement, values)),
    close: () => pool.close(),
  };
  return { database: { db, pool: stopped }, goOn: () => goOn() };
}

t.test('refuses requests that it has no time for, and serves the rest', async (t) => {
  const test = await createTestDatabase();
  t.teardown(test.drop);
  const { database, goOn } = stoppedDatabase(test);
  const server = await startServerOn(t, database);
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const admitted = Array.from({ length: maxRunningRequests / perConnection }, () =>
    sendRaw(t, url, get.repeat(perConnection - 1) + lastGet),
  );
  await setTimeout(2_000);

  const startedAt = performance.now();
  const answer = readAnswer(lastGet, await sendRaw(t, url, lastGet).ended);
  t.ok(performance.now() - startedAt < 3_000, 'the refusal comes soon');
  t.match(answer, {
    status: 503,
    headers: {
      'retry-after': '5',
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      vary: 'Origin',
      'access-control-allow-origin': allowedOrigin,
    },
  });
  t.match(JSON.parse(answer.body), { type: '/problems/service-unavailable', instance: '/api/alice/tasks/1' });
  const fromNoPage = lastGet.replace(/Origin: .*\r\n/, '');
  t.notOk('access-control-allow-origin' in readAnswer(fromNoPage, await sendRaw(t, url, fromNoPage).ended).headers);
  const head = lastGet.replace('GET', 'HEAD');
  t.match(readAnswer(head, await sendRaw(t, url, head).ended), { status: 503, body: '' });
  const post = lastGet.replace('GET', 'POST').replace('/1 ', ' ').replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n');
  t.match(await sendRaw(t, url, `${post}Content-Length: 2\r\n\r\n`).ended, /^HTTP\/1\.1 503 /);
  const health = await fetch(`${url}/healthz`);
  t.equal(health.status, 200, 'health checks are let in');

  // A request that waits is let in when another one leaves.
  const arrived = once(server.app.server, 'request');
  const waiting = sendRaw(t, url, lastGet);
  await arrived;
  goOn();
  t.match(await waiting.ended, /^HTTP\/1\.1 404 /);
  for (const { ended } of admitted) t.equal((await ended).match(/HTTP\/1\.1 404 /g)?.length, perConnection);
  await setTimeout(1_500);
  t.match(server.log.filter((line) => line.includes('overloaded')).join(''), /"shed":\d/);
});
