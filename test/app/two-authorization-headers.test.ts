import t from 'tap';
import { startServerWithoutDatabase, tokenOf } from '../support/server.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

const good = `Authorization: Bearer ${tokenOf('alice')}\r\n`;

t.test('refuses two Authorization headers, even if one of them or both are good', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const headers of [
    `${good}${good}`,
    `${good}Authorization: Bearer ${tokenOf('bob')}\r\n`,
    `${good}Authorization: Bearer bad\r\n`,
    `Authorization: Bearer bad\r\n${good}`,
    `${good}authorization:\r\n`,
  ]) {
    const { status, body } = await exchange(`GET /api/alice/tasks/1 HTTP/1.1\r\n${headers}${lastHeaders}`);
    t.equal(status, 401);
    t.match(body, '"/problems/invalid-token"');
  }
});

t.test('accepts one, in upper or lower case', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const headers of [good, good.replace('Authorization: Bearer', 'AUTHORIZATION:bearer')]) {
    const { status } = await exchange(`GET /api/alice/tasks/1 HTTP/1.1\r\n${headers}${lastHeaders}`);
    t.equal(status, 503, 'the request reaches the database');
  }
});
