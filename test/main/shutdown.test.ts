import { once } from 'node:events';
import { connect } from 'node:net';
import t from 'tap';
import { readAnswer } from '../app/raw-http.ts';
import { startProcess, temporaryFolder } from '../support/process.ts';

t.test('answers the request under way after SIGTERM', async (t) => {
  const server = startProcess(t, { DATA_DIRECTORY: await temporaryFolder(t), npm_lifecycle_event: 'start' });
  const { hostname, port } = new URL(await server.address);
  const token = /Bearer ([\w.-]+)/.exec(server.output())?.[1] ?? '';
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  const body = '{"title":"Under way"}';
  const head = [
    'POST /api/demo/tasks HTTP/1.1',
    `host: ${hostname}`,
    `authorization: Bearer ${token}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  // The server has the head of the request and waits for its body.
  t.match(await once(socket, 'data'), [/^HTTP\/1\.1 100 Continue/]);
  server.child.kill('SIGTERM');
  while (!server.output().includes('"closing"')) await once(server.child.stdout, 'data');
  // npm hands on the signal that the supervisor has sent to its whole group.
  server.child.kill('SIGTERM');
  let answer = '';
  socket.on('data', (chunk: string) => (answer += chunk));
  socket.write(body);
  await once(socket, 'close');
  t.equal(readAnswer(`${head.join('\r\n')}\r\n\r\n${body}`, answer).status, 201);
  t.equal(await server.ended, 0);
});
