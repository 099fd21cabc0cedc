/** Many clients with the longest bodies, which take long to check: more work than there is time for. */
import t from 'tap';
import { sendRaw } from '../support/raw-client.ts';
import { startServerWithoutDatabase, tokenOf } from '../support/server.ts';

const clientCount = 64;
const perClient = 10;
const body = `{${Array.from({ length: 8_300 }, (_, index) => `"${index.toString(36)}":1`).join(',')}}`;
const post =
  'POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n' +
  `Authorization: Bearer ${tokenOf('alice')}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

t.test('answers other requests between long bodies, and 503 to a long body that gets no turn in time', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const clients = Array.from({ length: clientCount }, () => sendRaw(t, url, post.repeat(perClient)));
  const heads = (): string[] =>
    clients.flatMap(({ received }) => received().match(/HTTP\/1\.1 \d+[^]*?\r\n\r\n/g) ?? []);
  let others = 0;
  while (heads().length < clientCount * perClient) {
    await (await fetch(`${url}/healthz`)).text();
    others += 1;
  }
  t.ok(others >= 5, `${others} other requests were answered meanwhile`);
  const refused = heads().filter((head) => head.startsWith('HTTP/1.1 503 '));
  const checked = heads().filter((head) => head.startsWith('HTTP/1.1 422 '));
  t.equal(refused.length + checked.length, clientCount * perClient);
  t.ok(checked.length > 0, `${checked.length} bodies were checked`);
  t.ok(refused.length > 0, `${refused.length} bodies got no turn`);
  for (const head of refused) t.match(head, /^retry-after: 5\r$/im);
});
