import { connect, type Socket } from 'node:net';
import type { Test } from 'tap';

/** A connection whose bytes are read and written by hand. */
export interface RawClient {
  readonly socket: Socket;
  /** The bytes received so far, in Latin-1. */
  readonly received: () => string;
  /** Resolves when something has been received that matches. Rejects if the connection ends before. */
  readonly receives: (pattern: RegExp) => Promise<string>;
  /** Resolves with all that was received when the connection has ended. */
  readonly ended: Promise<string>;
}

/** Connects to a server and sends bytes. */
export function sendRaw(t: Test, url: string, bytes: string): RawClient {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('latin1');
  t.teardown(() => void socket.destroy());
  let received = '';
  let wake = (): void => undefined;
  socket.on('error', () => undefined);
  socket.on('data', (chunk: string) => {
    received += chunk;
    wake();
  });
  const ended = new Promise<string>((resolve) => {
    socket.once('close', () => {
      wake();
      resolve(received);
    });
  });
  socket.write(bytes, 'latin1');
  return {
    socket,
    received: () => received,
    ended,
    async receives(pattern) {
      while (!pattern.test(received)) {
        if (socket.destroyed) throw new Error(`The connection ended after: ${received}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
      return received;
    },
  };
}
