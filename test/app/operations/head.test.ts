import t from 'tap';
import { startServer } from '../../support/server.ts';
import { createTask } from '../../support/tasks.ts';
import { operationsWhere, requestOf } from './requests.ts';

for (const operation of operationsWhere(({ method }) => method === 'GET')) {
  t.test(`${operation.id} answers HEAD with the headers of GET and without a body`, async (t) => {
    const server = await startServer(t);
    const { id } = await createTask(server, 'alice');
    const request = requestOf(operation, { id });
    const get = await server.request(request);
    const head = await server.request({ ...request, method: 'HEAD' });
    t.equal(head.statusCode, 200);
    t.equal(head.body, '');
    t.equal(head.headers['content-type'], 'application/json; charset=utf-8');
    for (const name of ['content-type', 'content-length']) t.equal(head.headers[name], get.headers[name], name);
  });
}
