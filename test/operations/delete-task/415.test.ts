import { Readable } from 'node:stream';
import t from 'tap';
import { createTask, matchProblem, startServer, startServerWithoutDatabase } from '../../support/server.ts';

const request = { as: 'alice', method: 'DELETE', url: '/api/alice/tasks/1' } as const;

t.test('a body, of whatever media type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const cases: Record<string, string>[] = [
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'garbage' },
  ];
  for (const headers of cases) {
    const response = await server.request({ ...request, headers, payload: Buffer.from('{}') });
    matchProblem(t, response, 415, '/problems/unsupported-media-type');
    t.notOk(response.headers.accept, 'there is none that would be accepted');
  }
});

t.test('a body of any size', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  for (const payload of [Buffer.alloc(2 ** 21), Readable.from(['{', '}'])]) {
    const response = await server.request({ ...request, headers, payload });
    matchProblem(t, response, 415, '/problems/unsupported-media-type');
  }
});

t.test('the task is still there', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const url = `/api/alice/tasks/${id}`;
  matchProblem(t, await server.request({ ...request, url, payload: {} }), 415, '/problems/unsupported-media-type');
  t.equal((await server.request({ as: 'alice', url })).statusCode, 200);
});
