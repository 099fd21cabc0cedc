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

/** A row. */
function row(...values: readonly string[]): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(values.length);
  const columns = values.flatMap((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(Buffer.byteLength(value));
    return [length, Buffer.from(value)];
  });
  return message('D', Buffer.concat([count, ...columns]));
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
  completeEmpty: message('C', 'SELECT 0\0'),
  ready: message('Z', 'I'),
  error: (code: string) => message('E', `SERROR\0C${code}\0Mfrom the fake\0\0`),
};

/** A server that signs everybody in, and answers each Sync as the test says. */
export interface FakePostgres {
  readonly address: DatabaseAddress;
  /** The types of the messages that came before each Sync, such as `CPBE`. Parse of an unnamed statement is `p`. */
  readonly received: string[];
  /** Number of connections that are open. */
  readonly open: () => number;
  /** Answers with these bytes from now on. */
  answer(make: Answer): void;
}

/**
 * Makes the answer to a statement.
 *
 * @param types the types of the messages up to its Sync
 * @param echo its last parameter
 */
type Answer = (types: string, echo: string) => Buffer;

/** Returns the last parameter of a Bind. A number of result formats, 0, stands after it. */
function lastParameter(bind: Buffer): string {
  const text = bind.toString('latin1', 0, bind.length - 2);
  return /\d*$/.exec(text)?.[0] ?? '';
}

/** Reads the messages up to each Sync. */
function syncReader(onSync: (types: string, echo: string) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let types = '';
  let echo = '';
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length > rest.readInt32BE(1)) {
      const type = rest.toString('latin1', 0, 1);
      if (type === 'B') echo = lastParameter(rest.subarray(0, 1 + rest.readInt32BE(1)));
      const isUnnamed = type === 'P' && rest[5] === 0;
      rest = rest.subarray(1 + rest.readInt32BE(1));
      if (type !== 'S') types += isUnnamed ? 'p' : type;
      else {
        onSync(types, echo);
        types = '';
      }
    }
  };
}

/** Starts a fake Postgres. It ends with the test. */
export async function startFakePostgres(t: Test): Promise<FakePostgres> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  let make: Answer = () => Buffer.alloc(0);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    // The first message has no type: it signs in.
    socket.once('data', () => {
      socket.write(Buffer.concat([authenticationOk, keyData, answers.ready]));
      socket.on(
        'data',
        syncReader((types, echo) => {
          received.push(types);
          socket.write(make(types, echo));
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
