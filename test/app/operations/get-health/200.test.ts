import t from 'tap';
import { startServerWithoutDatabase } from '../../../support/server.ts';

// There is no 500.test.ts: openapi/unreachable.yaml says why.

t.test('the process is alive, whatever the database is', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: '/healthz' });
  t.equal(response.statusCode, 200);
  t.match(response.headers['content-type'], /^application\/json/);
  t.strictSame(response.json(), { status: 'ok' });
});

t.test('no token is asked for, and none is looked at', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ url: '/healthz', headers: { authorization: 'Bearer garbage' } });
  t.equal(response.statusCode, 200);
});

t.test('HEAD answers without a body', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await server.request({ method: 'HEAD', url: '/healthz' });
  t.equal(response.statusCode, 200);
  t.equal(response.body, '');
});
