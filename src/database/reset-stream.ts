import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';

/**
 * Ends a connection with a reset, not in order: the server process notices it with its next answer, and runs no later
 * statement. A Unix socket has no reset, and needs none.
 */
export function resetStream(stream: Duplex): void {
  if (stream instanceof Socket && stream.remoteFamily !== undefined && !(stream instanceof TLSSocket)) {
    stream.resetAndDestroy();
  } else stream.destroy();
}
