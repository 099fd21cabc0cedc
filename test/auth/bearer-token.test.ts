import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import t from 'tap';
import { longestToken, readBearerToken, type RequestHeaders } from '../../src/auth/bearer-token.ts';
import { close, listen } from '../support/jwks-server.ts';
import { refusalOf, refused, withAuthorization } from './requests.ts';

t.test('takes the token', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['as RFC 6750 writes it', 'Bearer abc.def.ghi', 'abc.def.ghi'],
    ['the scheme in lower case', 'bearer abc.def.ghi', 'abc.def.ghi'],
    ['the scheme in upper case', 'BEARER abc.def.ghi', 'abc.def.ghi'],
    ['every character of token68', 'Bearer aZ09-._~+/==', 'aZ09-._~+/=='],
    ['the longest', `Bearer ${'a'.repeat(longestToken)}`, 'a'.repeat(longestToken)],
  ];
  for (const [name, header, token] of cases) {
    t.equal(readBearerToken(withAuthorization(header)), token, name);
  }
});

t.test('refuses another header', async (t) => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['empty', ''],
    ['no token', 'Bearer'],
    ['no token after the space', 'Bearer '],
    ['another scheme', 'Basic YTpi'],
    ['a scheme that begins alike', 'BearerX abc'],
    ['no scheme', 'abc.def.ghi'],
    ['two spaces', 'Bearer  abc'],
    ['a tab', 'Bearer\tabc'],
    ['a space behind', 'Bearer abc '],
    ['two tokens', 'Bearer abc def'],
    ['two credentials in one header', 'Bearer abc, Bearer abc'],
    ['a parameter', 'Bearer token="abc"'],
    ['a quoted token', 'Bearer "abc"'],
    ['padding within', 'Bearer ab=c'],
    ['padding alone', 'Bearer ='],
    ['a character outside ASCII', 'Bearer abcé'],
    ['a line break', 'Bearer abc\n'],
    ['a token that is too long', `Bearer ${'a'.repeat(longestToken + 1)}`],
    ['two headers', 'Bearer abc', 'Bearer def'],
    ['twice the same header', 'Bearer abc', 'Bearer abc'],
    ['an empty header and another', '', 'Bearer abc'],
  ];
  for (const [name, ...headers] of cases) {
    t.same(await refusalOf(() => readBearerToken(withAuthorization(...headers))), refused, name);
  }
});

t.test('a request without the header is challenged without an error code', async (t) => {
  t.same(await refusalOf(() => readBearerToken(withAuthorization())), {
    ...refused,
    headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api"' },
  });
});

t.test('two headers are seen in what Node gives', async (t) => {
  const server = createServer();
  t.teardown(() => close(server));
  const origin = await listen(server);
  for (const [first, second] of [
    ['Authorization', 'Authorization'],
    ['authorization', 'AUTHORIZATION'],
  ]) {
    const arrived: Promise<[RequestHeaders]> = once(server, 'request').then(([request]) => [request]);
    connect(Number(new URL(origin).port), '127.0.0.1').end(
      `GET / HTTP/1.1\r\nHost: localhost\r\n${first}: Bearer abc\r\n${second}: Bearer def\r\n\r\n`,
    );
    const [request] = await arrived;
    t.equal(request.headers.authorization, 'Bearer abc', 'Node drops the second');
    t.same(await refusalOf(() => readBearerToken(request)), refused);
  }
});
