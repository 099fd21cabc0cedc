import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Ends a connection with a reset, not in order: the server process notices it with its next answer, and runs no later
 * statement. A Unix socket has no reset, and needs none.
 *
 * A socket that is being shut down is only closed. libuv refuses to reset it (`uv_tcp_close_reset`, EINVAL). Node.js
 * then forgets it without closing it, which keeps the event loop busy for ever.
 */
export function resetStream(stream: Duplex): void {
  const isTcp = stream instanceof Socket && stream.remoteFamily !== undefined && !(stream instanceof TLSSocket);
  if (isTcp && !stream.writableEnded) stream.resetAndDestroy();
  else stream.destroy();
}
