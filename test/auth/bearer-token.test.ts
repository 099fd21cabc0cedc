import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import t from 'tap';
import { maxTokenBytes, readBearerToken, type RequestHeaders } from '../../src/auth/bearer-token.ts';
import { close, listen } from '../support/jwks-server.ts';
import { refusalOf, refused, withAuthorization } from './requests.ts';

const token = 'abc.defg.hi8';
const longest = `abcd.efgh.${'a'.repeat(maxTokenBytes - 12)}aQ`;

t.test('reads the token', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['as RFC 6750 writes it', `Bearer ${token}`, token],
    ['the scheme in lower case', `bearer ${token}`, token],
    ['the scheme in upper case', `BEARER ${token}`, token],
    ['every character of token68', 'Bearer aZ09-._~+/==', 'aZ09-._~+/=='],
    ['the longest', `Bearer ${longest}`, longest],
  ];
  for (const [name, header, expected] of cases) {
    t.equal(readBearerToken(withAuthorization(header)), expected, name);
  }
});

t.test('refuses a header that is not a bearer token', async (t) => {
  const cases: readonly (readonly [string, ...string[]])[] = [
    ['empty', ''],
    ['no token', 'Bearer'],
    ['no token after the space', 'Bearer '],
    ['another scheme', 'Basic YTpi'],
    ['another scheme with a token', `DPoP ${token}`],
    ['a longer scheme', `BearerX ${token}`],
    ['no scheme', token],
    ['two spaces', `Bearer  ${token}`],
    ['a tab', `Bearer\t${token}`],
    ['a space at the end', `Bearer ${token} `],
    ['two tokens', `Bearer ${token} ${token}`],
    ['two credentials in one header', `Bearer ${token}, Bearer ${token}`],
    ['a parameter', `Bearer token="${token}"`],
    ['a quoted token', `Bearer "${token}"`],
    ['padding within', 'Bearer ab=c'],
    ['padding alone', 'Bearer ='],
    ['a character outside ASCII', `Bearer ${token}é`],
    ['a line break', `Bearer ${token}\n`],
    ['a token that is too long', `Bearer abcd.efgh.${'a'.repeat(maxTokenBytes - 10)}aa`],
    ['two headers', `Bearer ${token}`, 'Bearer def'],
    ['twice the same header', `Bearer ${token}`, `Bearer ${token}`],
    ['an empty header and another', '', `Bearer ${token}`],
  ];
  for (const [name, ...headers] of cases) {
    t.same(await refusalOf(() => readBearerToken(withAuthorization(...headers))), refused, name);
  }
});

t.test('challenges a request without the header, without an error code', async (t) => {
  t.same(await refusalOf(() => readBearerToken(withAuthorization())), {
    ...refused,
    headers: { 'WWW-Authenticate': 'Bearer realm="tasks-api"' },
  });
});

t.test('detects two headers in a request of Node', async (t) => {
  const server = createServer();
  t.teardown(() => close(server));
  const origin = await listen(server);
  for (const [first, second] of [
    ['Authorization', 'Authorization'],
    ['authorization', 'AUTHORIZATION'],
  ]) {
    const arrived: Promise<[RequestHeaders]> = once(server, 'request').then(([request]) => [request]);
    connect(Number(new URL(origin).port), '127.0.0.1').end(
      `GET / HTTP/1.1\r\nHost: localhost\r\n${first}: Bearer ${token}\r\n${second}: Bearer def\r\n\r\n`,
    );
    const [request] = await arrived;
    t.equal(request.headers.authorization, `Bearer ${token}`, 'Node drops the second');
    t.same(await refusalOf(() => readBearerToken(request)), refused);
  }
});
