import t from 'tap';
import { startServerWithoutDatabase } from '../../../support/server.ts';

t.test('says that the process runs, to any caller and in any state of the database', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const headers of [{}, { authorization: 'Bearer garbage' }]) {
    const response = await server.request({ url: '/healthz', headers });
    t.equal(response.statusCode, 200);
    t.match(response.headers['content-type'], /^application\/json/);
    t.strictSame(response.json(), { status: 'ok' });
  }
});
