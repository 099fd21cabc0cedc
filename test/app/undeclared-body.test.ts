import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import t from 'tap';
import { startServer, startServerWithoutDatabase, tokenOf } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';

// These operations declare no 415. The body of a GET has no meaning (RFC 9110, section 9.3.1).
t.test('answers a GET or HEAD with a body without a 5xx', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const url of [`/api/alice/tasks/${id}`, '/api/alice/tasks', '/healthz', '/readyz', '/openapi.json']) {
    for (const method of ['GET', 'HEAD'] as const) {
      for (const headers of [{ 'content-type': 'application/json' }, { 'transfer-encoding': 'chunked' }, {}]) {
        const response = await server.request({ as: 'alice', method, url, headers, payload: Buffer.from('{}') });
        t.ok(response.statusCode < 500, `${method} ${url} ${JSON.stringify(headers)}: ${response.statusCode}`);
      }
    }
  }
});

t.test('logs no error when an undeclared body breaks off', async (t) => {
  const { app, log } = await startServerWithoutDatabase(t);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const arrived = once(app.server, 'request');
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(
    `PATCH /api/alice/tasks/1/complete HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${tokenOf('alice')}\r\n` +
      'Transfer-Encoding: chunked\r\n\r\n',
  );
  const [request] = (await arrived) as unknown[];
  // The server begins to read the body.
  await new Promise(setImmediate);
  socket.destroy();
  await new Promise((resolve) => (request as IncomingMessage).once('close', resolve));
  await new Promise(setImmediate);
  t.same(
    log.filter((line) => line.includes('"level":50')),
    [],
  );
});
