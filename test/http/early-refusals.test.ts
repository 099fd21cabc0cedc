/** Requests that are refused while their body is still on its way. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import t, { type Test } from 'tap';
import { sendRaw } from '../support/raw-client.ts';
import { startServerWithoutDatabase, tokenOf } from '../support/server.ts';

// Most of these tests wait until the server has closed a connection.
t.jobs = 6;

const chunk = 'x'.repeat(65_536);
const announced = { length: 'Content-Length: 10000000000', chunks: 'Transfer-Encoding: chunked' } as const;
const json = 'Content-Type: application/json';
const alice = `Authorization: Bearer ${tokenOf('alice')}`;

const refused: Readonly<Record<string, readonly [status: number, line: string, headers: string]>> = {
  'without a token': [401, 'POST /api/alice/tasks', json],
  'of another user': [403, 'POST /api/bob/tasks', `${json}\r\n${alice}`],
  'for an unknown path': [404, 'POST /nothing', json],
  'with an undeclared method': [405, 'POST /healthz', json],
  'for an answer in another media type': [406, 'POST /api/alice/tasks', `${json}\r\n${alice}\r\nAccept: image/png`],
  'with a body that is too large': [413, 'POST /api/alice/tasks', `${json}\r\n${alice}`],
  'in another media type': [415, 'POST /api/alice/tasks', `Content-Type: text/plain\r\n${alice}`],
  'with a body that is not declared': [415, 'DELETE /api/alice/tasks/1', alice],
  'to read': [404, 'GET /nothing', alice],
};

/** The server's ends of all connections, by the client's port. A socket forgets the port when it closes. */
const accepted = new Map<number | undefined, Socket>();
const { app } = await startServerWithoutDatabase(t);
app.server.on('connection', (socket: Socket) => accepted.set(socket.remotePort, socket));
const url = await app.listen({ host: '127.0.0.1', port: 0 });

/** Sends a body that has no end, for as long as the connection lasts. */
function sendWithoutEnd(socket: Socket, isChunked: boolean): void {
  const bytes = isChunked ? `10000\r\n${chunk}\r\n` : chunk;
  const send = (): void => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', send);
  send();
}

for (const [how, header] of Object.entries(announced)) {
  for (const [what, [status, line, headers]] of Object.entries(refused)) {
    t.test(`a request ${what} is refused without reading its body (${how})`, async (t) => {
      const client = sendRaw(t, url, `${line} HTTP/1.1\r\nHost: a\r\n${headers}\r\n${header}\r\n\r\n`);
      await once(client.socket, 'connect');
      const { localPort } = client.socket;
      sendWithoutEnd(client.socket, how === 'chunks');
      const answers = await client.ended;
      t.match(answers, new RegExp(`^HTTP/1\\.1 ${status} [^]*\\r\\nConnection: close\\r\\n`, 'i'));
      t.equal(answers.match(/HTTP\/1\.1/g)?.length, 1, 'there is no second answer');
      const bytesRead = accepted.get(localPort)?.bytesRead ?? Infinity;
      t.ok(bytesRead < 2_000_000, `${bytesRead} bytes were read`);
    });

    t.test(`a request ${what} gets no 100 Continue (${how})`, async (t) => {
      const head = `${line} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n${headers}\r\n${header}\r\n\r\n`;
      // The server finds that a body in chunks is too large when it has read so much.
      if (status === 413 && how === 'chunks') return;
      t.match(await sendRaw(t, url, head).ended, new RegExp(`^HTTP/1\\.1 ${status} `));
    });
  }
}

/** Sends a request with a short body, and after its answer another one. */
async function keepsConnection(t: Test, headers: string, status: number): Promise<void> {
  const client = sendRaw(t, url, `POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n`);
  client.socket.write('{}');
  await client.receives(new RegExp(`^HTTP/1\\.1 ${status} [^]*keep-alive[^]*\\}`, 'i'));
  client.socket.write('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
  await client.receives(/HTTP\/1\.1 200 OK/);
}

t.test('a refusal of a short body keeps the connection', (t) =>
  keepsConnection(t, `${json}\r\nContent-Length: 2`, 401),
);

t.test('a body in chunks that was read keeps the connection', async (t) => {
  const head = `POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\n${json}\r\n${alice}\r\n${announced.chunks}\r\n\r\n`;
  const client = sendRaw(t, url, `${head}2\r\n{}\r\n0\r\n\r\n`);
  t.match(await client.receives(/\}$/), /^HTTP\/1\.1 422 [^]*keep-alive/i);
});

t.test('100 Continue is sent when the body is wanted', async (t) => {
  const head = `POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\n${json}\r\n${alice}\r\n`;
  const client = sendRaw(t, url, `${head}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
  await client.receives(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  client.socket.write('{}');
  await client.receives(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 422 /);
});
