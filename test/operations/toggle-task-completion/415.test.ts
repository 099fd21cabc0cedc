import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../support/server.ts';

const request = { as: 'alice', method: 'PATCH', url: '/api/alice/tasks/1/complete' } as const;

t.test('a body, of whatever media type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const cases: Record<string, string>[] = [
    {},
    { 'content-type': 'application/json' },
    { 'content-type': 'application/merge-patch+json' },
    { 'content-type': 'garbage' },
  ];
  for (const headers of cases) {
    const response = await server.request({ ...request, headers, payload: Buffer.from('{"completed":true}') });
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
