import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import t from 'tap';
import type { ProblemType } from '../../src/values/problems.ts';
import { startServer, startServerWithoutDatabase, tokenOf } from '../support/server.ts';
import { lastHeaders, listenRaw, readAnswer } from './raw-http.ts';

const put =
  `PUT /api/alice/tasks/1 HTTP/1.1\r\nAuthorization: Bearer ${tokenOf('alice')}\r\n` +
  'Content-Type: application/json\r\n';
const get = 'GET /healthz HTTP/1.1\r\n';

const requests: Readonly<Record<string, readonly [bytes: string, status: number, type: ProblemType]>> = {
  'a line that is not a request': ['garbage\r\n\r\n', 400, '/problems/malformed-request'],
  'a TLS hello': ['\x16\x03\x01\x02\x00\x01', 400, '/problems/malformed-request'],
  'an unknown method': [`BREW /healthz HTTP/1.1\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'an unknown version of HTTP': [`GET /healthz HTTP/3.0\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'the preface of HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, '/problems/malformed-request'],
  'a path with a space': [`GET /a b HTTP/1.1\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a path that is not ASCII': [`GET /caf\xe9 HTTP/1.1\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a header without a colon': [`${get}Accept\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a header with U+0000': [`${get}Accept: \0\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'an invalid length': [`${put}Content-Length: -1\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'two lengths': [`${put}Content-Length: 2\r\nContent-Length: 3\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a length and chunks': [
    `${put}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n${lastHeaders}0\r\n\r\n`,
    400,
    '/problems/malformed-request',
  ],
  'a chunk without a size': [
    `${put}Transfer-Encoding: chunked\r\n${lastHeaders}zz\r\n`,
    400,
    '/problems/malformed-request',
  ],
  'a method of RTSP': ['DESCRIBE /healthz RTSP/1.0\r\nCSeq: 1\r\n\r\n', 400, '/problems/malformed-request'],
  'another method of RTSP': ['GET_PARAMETER * RTSP/1.0\r\n\r\n', 400, '/problems/malformed-request'],
  'a method of RTSP with a body': [
    'ANNOUNCE /api/alice/tasks RTSP/1.0\r\nContent-Length: 2\r\n\r\n{}',
    400,
    '/problems/malformed-request',
  ],
  'a method of RTSP in HTTP': [`SETUP /healthz HTTP/1.1\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a method of Icecast': ['SOURCE /healthz ICE/1.0\r\n\r\n', 405, '/problems/method-not-allowed'],
  'a tunnel': [`CONNECT server.example:443 HTTP/1.1\r\n${lastHeaders}`, 405, '/problems/method-not-allowed'],
  'a tunnel in HTTP/1.0': ['CONNECT server.example:443 HTTP/1.0\r\n\r\n', 405, '/problems/method-not-allowed'],
  'a compressed body in chunks': [
    `${put}Transfer-Encoding: gzip, chunked\r\n${lastHeaders}0\r\n\r\n`,
    400,
    '/problems/malformed-request',
  ],
  'chunks in chunks': [
    `${put}Transfer-Encoding: chunked, chunked\r\n${lastHeaders}0\r\n\r\n`,
    400,
    '/problems/malformed-request',
  ],
  'two codings in two lines': [
    `${put}Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n${lastHeaders}0\r\n\r\n`,
    400,
    '/problems/malformed-request',
  ],
  'a coding without chunks': [`${put}Transfer-Encoding: gzip\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'the coding identity': [`${get}Transfer-Encoding: identity\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'a coding in HTTP/1.0': [
    'POST /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    '/problems/malformed-request',
  ],
  'two Hosts': [`${get}Host: a\r\n${lastHeaders}`, 400, '/problems/malformed-request'],
  'two Hosts in HTTP/1.0': [`GET /healthz HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n`, 400, '/problems/malformed-request'],
  'an invalid Host': [`${get}Host: a b\r\nConnection: close\r\n\r\n`, 400, '/problems/malformed-request'],
  'a Host with a path': [`${get}Host: a/b\r\nConnection: close\r\n\r\n`, 400, '/problems/malformed-request'],
  'no Host': [`${get}Connection: close\r\n\r\n`, 400, '/problems/malformed-request'],
  'headers above 16 KiB': [
    `${get}X: ${'a'.repeat(17_000)}\r\n${lastHeaders}`,
    431,
    '/problems/header-fields-too-large',
  ],
  'many headers above 16 KiB': [
    `${get}${'X-Header: abcdef\r\n'.repeat(1500)}${lastHeaders}`,
    431,
    '/problems/header-fields-too-large',
  ],
  'a path above 16 KiB': [
    `GET /${'a'.repeat(17_000)} HTTP/1.1\r\n${lastHeaders}`,
    431,
    '/problems/header-fields-too-large',
  ],
};

for (const [what, [bytes, status, type]] of Object.entries(requests)) {
  t.test(`answers ${what} with a problem`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const exchange = await listenRaw(server.app);
    const answer = await exchange(bytes);
    t.equal(answer.status, status);
    t.match(answer.headers, { 'content-type': /^application\/problem\+json/, connection: 'close' });
    const problem = JSON.parse(answer.body) as Record<string, unknown>;
    t.match(problem, { type, status });
    t.ok(
      server.log.some((line) => line.includes(String(problem['request_id']))),
      'the log has its request_id',
    );
    t.equal((await exchange(`${get}${lastHeaders}`)).status, 200, 'the server goes on');
  });
}

t.test('answers a request, then the garbage behind it', async (t) => {
  const { app } = await startServer(t);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const body = '{"title":"Pipelined"}';
  const post =
    `POST /api/alice/tasks HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${tokenOf('alice')}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  for (const count of [1, 3, 40]) {
    const client = connect(Number(port), '127.0.0.1');
    client.write(`${post.repeat(count)}GARBAGE\r\n\r\n`);
    const statuses = [...(await text(client)).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    t.same(statuses, [...Array.from({ length: count }, () => 201), 400]);
  }
});

t.test('answers an unknown expectation with a problem', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  const answer = await exchange(`${get}Expect: the-impossible\r\n${lastHeaders}`);
  t.equal(answer.status, 417);
  t.match(answer.headers['content-type'], /^application\/problem\+json/);
  t.match(JSON.parse(answer.body), { type: '/problems/expectation-failed', status: 417 });
});

t.test('answers 408 to a request that does not arrive in time', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const client = connect(Number(port), '127.0.0.1');
  // Node would emit this half a minute later.
  const [socket] = (await once(app.server, 'connection')) as unknown[];
  app.server.emit('clientError', Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), socket);
  const answer = await text(client);
  t.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/);
  const { status, body } = readAnswer('', answer);
  t.match(JSON.parse(body), { type: '/problems/request-timeout', status });
});

t.test('does not answer a client that has disconnected', async (t) => {
  const { app } = await startServerWithoutDatabase(t);
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  const client = connect(Number(port), '127.0.0.1');
  const [socket] = (await once(app.server, 'connection')) as unknown[];
  app.server.emit('clientError', Object.assign(new Error('gone'), { code: 'ECONNRESET' }), socket);
  t.equal(await text(client).catch(() => ''), '');
});
