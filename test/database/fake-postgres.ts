import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Test } from 'tap';
import type { DatabaseAddress } from '../../src/database/address.ts';

/** Builds a message of the protocol. */
export function message(type: string, body: Buffer | string = ''): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

/** A row of one column. */
function row(value: string): Buffer {
  const head = Buffer.alloc(6);
  head.writeInt16BE(1);
  head.writeInt32BE(Buffer.byteLength(value), 2);
  return message('D', Buffer.concat([head, Buffer.from(value)]));
}

/** Names the server process and its secret. */
const keyData = message('K', Buffer.from([0, 0, 0, 1, 0, 0, 0, 2]));
const authenticationOk = message('R', Buffer.alloc(4));

/** The messages of an answer, by name. */
export const answers = {
  closed: message('3'),
  parsed: message('1'),
  bound: message('2'),
  row,
  complete: message('C', 'SELECT 1\0'),
  ready: message('Z', 'I'),
  error: (code: string) => message('E', `SERROR\0C${code}\0Mfrom the fake\0\0`),
};

/** A server that signs everybody in, and answers each Sync as the test says. */
export interface FakePostgres {
  readonly address: DatabaseAddress;
  /** The types of the messages that came before each Sync, such as `CPBE`. */
  readonly received: string[];
  /** Number of connections that are open. */
  readonly open: () => number;
  /** Answers with these bytes from now on. */
  answer(make: (types: string) => Buffer): void;
}

/** Reads the types of messages up to each Sync. */
function syncReader(onSync: (types: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let types = '';
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const type = rest.toString('latin1', 0, 1);
      rest = rest.subarray(1 + rest.readInt32BE(1));
      if (type !== 'S') types += type;
      else {
        onSync(types);
        types = '';
      }
    }
  };
}

/** Starts a fake Postgres. It ends with the test. */
export async function startFakePostgres(t: Test): Promise<FakePostgres> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let make: (types: string) => Buffer = () => Buffer.alloc(0);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    // The first message has no type: it signs in.
    socket.once('data', () => {
      socket.write(Buffer.concat([authenticationOk, keyData, answers.ready]));
      socket.on(
        'data',
        syncReader((types) => {
          received.push(types);
          socket.write(make(types));
        }),
      );
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The fake has no port.');
  return {
    address: { host: '127.0.0.1', port: bound.port, user: 'anybody', database: 'anything' },
    received,
    open: () => sockets.size,
    answer(next) {
      make = next;
    },
  };
}
