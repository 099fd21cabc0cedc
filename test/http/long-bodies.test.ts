/** Many clients with the longest bodies, which take long to check. */
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { sendRaw } from '../support/raw-client.ts';
import { startServerWithoutDatabase, tokenOf } from '../support/server.ts';

const perClient = 10;
const body = `{${Array.from({ length: 8_300 }, (_, index) => `"${index.toString(36)}":1`).join(',')}}`;
const post =
  'POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n' +
  `Authorization: Bearer ${tokenOf('alice')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

t.test('other requests are answered between them', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const clients = Array.from({ length: 64 }, () => sendRaw(t, url, post.repeat(perClient)));
  await setTimeout(50);
  let answered = 0;
  const isDone = (): boolean =>
    clients.every(({ received }) => received().match(/HTTP\/1\.1 422/g)?.length === perClient);
  while (!isDone()) {
    await (await fetch(`${url}/healthz`)).text();
    answered += 1;
  }
  t.ok(answered > 20, `${answered} other requests were answered meanwhile`);
});
