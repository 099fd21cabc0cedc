import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { recordRaw } from '../../scripts/coverage/record-raw.ts';

/** An answer as read from the socket. */
export interface RawAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes unchanged to a listening server, which must close the connection after its answer. */
export type Exchange = (bytes: string) => Promise<RawAnswer>;

/** The headers that every request needs, and the end of its head. */
export const lastHeaders = 'Host: server.example\r\nConnection: close\r\n\r\n';

/**
 * Parses the answer to a request, both as Latin-1 texts, and records the exchange.
 *
 * @throws unless it is exactly one well-formed answer with a correct Content-Length, which the contract allows
 */
export function readAnswer(request: string, bytes: string): RawAnswer {
  const [head = '', ...rest] = bytes.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const status = /^HTTP\/1\.1 (\d{3}) [A-Z][\w -]+$/.exec(statusLine)?.[1];
  if (status === undefined || rest.length === 0) throw new Error(`not an answer: ${JSON.stringify(bytes)}`);
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const [, name, value] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`not a header: ${line}`);
    headers[name.toLowerCase()] = value;
  }
  const body = rest.join('\r\n\r\n');
  const hasBody = !request.startsWith('HEAD ') && status !== '204';
  if (hasBody && headers['content-length'] !== String(Buffer.byteLength(body, 'latin1'))) {
    throw new Error(`not as long as Content-Length says: ${JSON.stringify(bytes)}`);
  }
  const answer = { status: Number(status), headers, body: Buffer.from(body, 'latin1').toString() };
  recordRaw(request, answer);
  return answer;
}

/** Listens on a free port. */
export async function listenRaw(app: FastifyInstance): Promise<Exchange> {
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  return async (bytes) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setEncoding('latin1').write(bytes, 'latin1');
    return readAnswer(bytes, await text(socket));
  };
}
