import type { Duplex } from 'node:stream';
import type { Connection } from 'pg';
import { Parser } from 'pg-protocol/dist/parser.js';
import { ProtocolError, type Message } from './protocol.ts';

/** Members of pg's classes that its types leave out. The tests of connections hold them. */
declare module 'pg' {
  interface Connection {
    /** Reads messages from a stream. pg calls it once the stream carries the protocol: after TLS, if there is TLS. */
    attachListeners(stream: Duplex): void;
    connect(port: number | string, host?: string): void;
    /** Sends a CancelRequest for the connection that these name. */
    cancel(processId: number, secretKey: number): void;
  }
  interface Client {
    readonly connection: Connection;
    /** Name the connection in a CancelRequest. Null before they arrive, and where a pooler sends none. */
    readonly processID: number | null;
    readonly secretKey: number | null;
  }
}

/**
 * Reads the messages of a connection. Call it before the connection connects.
 *
 * pg reads them without a guard: its parser throws on damaged bytes, inside an event of the socket, and that would end
 * the process. Here it ends the connection.
 *
 * @param receive takes a message; when it returns false, the message is pg's own, as while connecting
 */
export function readMessages(connection: Connection, receive: (message: Message) => boolean): void {
  connection.attachListeners = (stream) => {
    const parser = new Parser();
    stream.on('data', (chunk: Buffer) => {
      try {
        parser.parse(chunk, (message) => {
          if (!receive(message)) connection.emit(message.name === 'error' ? 'errorMessage' : message.name, message);
        });
      } catch (cause) {
        connection.stream.destroy(new ProtocolError('Bytes from the database cannot be read', { cause }));
      }
    });
  };
}
