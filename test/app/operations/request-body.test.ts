/** Bodies of operations that take none. The operations that refuse them are in 415.test.ts. */
import { Readable } from 'node:stream';
import t from 'tap';
import { challenges, matchProblem, matchUnauthorized } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServer, startServerWithoutDatabase, type TestRequest } from '../../support/server.ts';
import { createTask } from '../../support/tasks.ts';
import { isPublic, operationsWhere, requestOf, successOf, withoutToken } from './requests.ts';

const withoutBody = operationsWhere(({ body }) => !body);

const json = { 'content-type': 'application/json' };
const chunked = { 'transfer-encoding': 'chunked' };

/** Requests that announce a body and have none. */
const empty: readonly (readonly [name: string, request: () => TestRequest])[] = [
  ['no header', () => ({})],
  ['Content-Type: application/json', () => ({ headers: json })],
  ['Content-Type: x', () => ({ headers: { 'content-type': 'x' } })],
  ['Content-Length: 0', () => ({ headers: { 'content-length': '0' } })],
  ['both', () => ({ headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': '0' } })],
  ['no chunk', () => ({ headers: chunked, payload: Readable.from([]) })],
  ['no chunk of JSON', () => ({ headers: { ...chunked, ...json }, payload: Readable.from([]) })],
];

for (const operation of withoutBody) {
  t.test(`${operation.id} accepts the headers of a body that is empty`, async (t) => {
    const server = await startServer(t);
    await testRows(t, empty, async (t, [, request]) => {
      const { id } = await createTask(server, 'alice');
      const response = await server.request({ ...requestOf(operation, { id }), ...request() });
      t.equal(response.statusCode, successOf(operation));
    });
  });
}

/** Bodies that a GET ignores: they have no meaning (RFC 9110, section 9.3.1). */
const ignored: readonly (readonly [name: string, request: TestRequest])[] = [
  ['JSON', { headers: json, payload: '{}' }],
  ['text', { headers: { 'content-type': 'text/plain' }, payload: 'x' }],
  ['bytes without a media type', { payload: 'x' }],
  ['chunked bytes', { headers: chunked, payload: 'x' }],
  ['a chunked body without bytes', { headers: chunked }],
];

for (const operation of operationsWhere(({ method }) => method === 'GET')) {
  t.test(`${operation.id} ignores a body`, async (t) => {
    const server = await startServer(t);
    const { id } = await createTask(server, 'alice');
    await testRows(t, ignored, async (t, [, request]) => {
      const response = await server.request({ ...requestOf(operation, { id }), ...request });
      t.equal(response.statusCode, 200);
    });
  });
}

for (const operation of withoutBody.filter((operation) => !isPublic(operation))) {
  t.test(`${operation.id} looks at the token and the owner before the body`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const request = { ...requestOf(operation), payload: {} };
    matchUnauthorized(t, await server.request(withoutToken(request)), challenges.withoutToken);
    matchProblem(t, await server.request({ ...request, as: 'bob' }), 403, '/problems/forbidden');
  });
}
