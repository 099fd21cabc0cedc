import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { answerWithinMs } from '../values/time-limits.ts';
import type { Connection } from './connection.ts';
import { arrivedWithinMs, firstByteWithinMs, maxTotalUnreadBytes } from './limits.ts';

const closingIntervalMs = 50;
const unreadIntervalMs = 5_000;
const totalIntervalMs = 200;

type Connections = ReadonlyMap<Socket, Connection>;

/** Stops a repeated check. */
export type Stop = () => void;

function repeat(check: () => void, intervalMs: number): Stop {
  const timer = setInterval(check, intervalMs).unref();
  return () => clearInterval(timer);
}

/** Closes one connection of a closing server, if it may be closed. */
function close(socket: Socket, connection: Connection, elapsedMs: number, refuseLate: (socket: Socket) => void): void {
  if (socket.destroyed || (connection.isBusy && !connection.isArriving)) return;
  if (socket.bytesRead === 0) {
    // The client of a new connection may have sent a request that has not arrived.
    if (performance.now() - connection.openedAt >= firstByteWithinMs) socket.destroy();
  } else if (elapsedMs >= arrivedWithinMs) refuseLate(socket);
}

/**
 * Closes the connections of a closing server: idle ones now, and others as they become idle. A late request gets
 * 408. Once the time of every answer is over, the rest is closed. Node itself closes only those that are idle at the
 * start, and then stops looking for slow requests.
 *
 * @param refuseLate answers a request that has not arrived in time, and closes its connection
 */
export function closeConnections(
  servers: readonly Server[],
  connections: Connections,
  refuseLate: (socket: Socket) => void,
): Stop {
  const startedAt = performance.now();
  const check = (): void => {
    const elapsedMs = performance.now() - startedAt;
    for (const server of servers) {
      if (elapsedMs < arrivedWithinMs + answerWithinMs) server.closeIdleConnections();
      else server.closeAllConnections();
    }
    for (const [socket, connection] of connections) close(socket, connection, elapsedMs, refuseLate);
  };
  // At this point of the event loop, what has arrived was just read: no connection with a new request counts as idle.
  return repeat(() => setImmediate(check), closingIntervalMs);
}

/** Closes the connections of clients that take no answer within its time, although they read a little now and then. */
export function closeUnreadConnections(connections: Connections): Stop {
  return repeat(() => {
    for (const connection of connections.values()) connection.closeIfUnread();
  }, unreadIntervalMs);
}

/** Closes the connections with the most unread bytes while all together have more than the server keeps. */
export function limitUnreadBytes(connections: Connections): Stop {
  return repeat(() => {
    const unread = Array.from(connections.values(), (connection) => ({ connection, bytes: connection.unreadBytes }));
    let total = unread.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total <= maxTotalUnreadBytes) return;
    unread.sort((a, b) => b.bytes - a.bytes);
    for (const { connection, bytes } of unread) {
      connection.socket.destroy();
      total -= bytes;
      if (total <= maxTotalUnreadBytes) return;
    }
  }, totalIntervalMs);
}
