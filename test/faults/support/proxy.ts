import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { resetStream } from '../../../src/database/reset-stream.ts';

/** Changes what one segment from Postgres brings: whole messages in, bytes out. */
export type Rewrite = (messages: readonly Buffer[]) => Buffer;

/** A TCP relay between a server and the Unix socket of its Postgres. */
export interface Proxy {
  readonly port: number;
  /** Passes everything on, the default. */
  pass(): void;
  /** Keeps and accepts connections, and passes nothing on, in neither direction. What it was sent is lost. */
  swallow(): void;
  /** Ends all connections, and each new one at once. */
  refuse(): void;
  /** Changes what Postgres sends on its way to the server. */
  rewrite(how: Rewrite): void;
  close(): void;
}

type State = 'pass' | 'swallow' | 'refuse';

const unchanged: Rewrite = (messages) => Buffer.concat(messages);
/** Type and length of a message. The length counts itself, but not the type. */
const headLength = 5;

/** Cuts a stream into messages. Returns a function that takes a chunk and returns the messages it completes. */
function messageReader(): (chunk: Buffer) => Buffer[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Buffer[] = [];
    while (rest.length >= headLength && rest.length > rest.readInt32BE(1)) {
      const length = 1 + rest.readInt32BE(1);
      messages.push(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
    return messages;
  };
}

/** Starts a relay to a Postgres. */
export async function startProxy(socketPath: string): Promise<Proxy> {
  let state: State = 'pass';
  let rewrite = unchanged;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (state === 'refuse') {
      resetStream(client);
      return;
    }
    const postgres = connect(socketPath);
    const read = messageReader();
    client.on('data', (chunk) => {
      if (state === 'pass') postgres.write(chunk);
    });
    postgres.on('data', (chunk: Buffer) => {
      if (state !== 'pass') return;
      const messages = read(chunk);
      if (messages.length > 0) client.write(rewrite(messages));
    });
    for (const [side, other] of [
      [client, postgres],
      [postgres, client],
    ] as const) {
      sockets.add(side);
      side.on('error', () => undefined);
      side.on('close', () => {
        sockets.delete(side);
        // A network that swallows bytes swallows the end of a connection too.
        if (state !== 'swallow' || side === client) other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    pass() {
      // Connections that lost bytes meanwhile are of no more use: the network resets them.
      if (state === 'swallow') cut();
      state = 'pass';
      rewrite = unchanged;
    },
    swallow() {
      state = 'swallow';
    },
    refuse() {
      state = 'refuse';
      cut();
    },
    rewrite(how) {
      rewrite = how;
    },
    close() {
      server.close();
      cut();
    },
  };
}
