import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import t, { type Test } from 'tap';
import { resetStream } from '../../src/database/reset-stream.ts';

/** Opens a connection. Both ends close with the test. */
async function openConnection(t: Test): Promise<{ readonly client: Socket; readonly peer: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect(address.port, '127.0.0.1');
  await once(client, 'connect');
  const peer = await accepted;
  t.teardown(() => {
    server.close();
    client.destroy();
    peer.destroy();
  });
  return { client, peer };
}

t.test('the other side notices a reset, not an orderly end', async (t) => {
  const { client, peer } = await openConnection(t);
  const received = once(peer, 'data');
  client.write('something');
  await received;
  const noticed = once(peer, 'close').catch((error: unknown) => error);
  resetStream(client);
  t.match(await noticed, { code: 'ECONNRESET' });
});

t.test('closes a connection that has just been ended', async (t) => {
  const { client } = await openConnection(t);
  const errors: unknown[] = [];
  client.on('error', (error) => errors.push(error));
  const closed = once(client, 'close').catch(() => 'not closed in order');
  client.end();
  resetStream(client);
  t.same(await closed, [false]);
  t.same(errors, []);
});
