import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import t from 'tap';
import { resetStream } from '../../src/database/reset-stream.ts';

t.test('resets a connection at once, though the other side reads nothing', async (t) => {
  const server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect(address.port, '127.0.0.1');
  const peer = await accepted;
  client.on('error', () => t.fail('the reset is refused'));
  // More than the buffers of both sides hold, so that an orderly end could not begin.
  client.write(Buffer.alloc(32 * 2 ** 20));
  resetStream(client);
  await once(client, 'close');
  peer.resume();
  t.match(await once(peer, 'error'), [{ code: 'ECONNRESET' }]);
});
