import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import { recordRaw } from '../../scripts/coverage/record-raw.ts';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes as they are to a listening server, which has to close the connection. */
export type Exchange = (bytes: string) => Promise<RawAnswer>;

/** The headers that every request needs. */
export const lastHeaders = 'Host: server.example\r\nConnection: close\r\n\r\n';

/**
 * Reads what was answered to these bytes, each read as Latin-1, and records the exchange.
 *
 * @throws where it is not exactly one well-formed answer with a Content-Length that is right, or one that the contract does not allow
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

/** Listens on a port of its own. */
export async function listenRaw(app: FastifyInstance): Promise<Exchange> {
  const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
  return async (bytes) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setEncoding('latin1').write(bytes, 'latin1');
    return readAnswer(bytes, await text(socket));
  };
}
