import t from 'tap';
import { createTask, startServer } from '../support/server.ts';

// Their operations declare no 415. A body of a GET has no meaning (RFC 9110, section 9.3.1).
t.test('a GET or HEAD with a body is no fault of the server', async (t) => {
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
