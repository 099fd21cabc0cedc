import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Ends a connection at once, with a reset: the server process notices it with its next answer, and runs no later
 * statement. A Unix socket has no reset, and needs none.
 *
 * `resetAndDestroy()` shuts the socket down first. If the other side resets it meanwhile, libuv refuses the reset
 * (`uv_tcp_close_reset`), and Node.js forgets the socket without closing it: the event loop is busy for ever. So this
 * sets the mark that `resetAndDestroy()` sets (`lib/net.js`), without the shutdown.
 */
export function resetStream(stream: Duplex): void {
  const isTcp = stream instanceof Socket && stream.remoteFamily !== undefined && !(stream instanceof TLSSocket);
  if (isTcp && !stream.writableEnded) Reflect.set(stream, 'resetAndClosing', true);
  stream.destroy();
}
