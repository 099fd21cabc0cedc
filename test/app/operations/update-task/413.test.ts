import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

const tooLarge = '{"title":"x"}'.padEnd(65_537);
const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;

t.test('a body of one byte too many', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const headers = { 'content-type': 'application/json' };
  const response = await server.request({ ...request, headers, payload: tooLarge });
  matchProblem(t, response, 413, '/problems/content-too-large');
});

t.test('a body that did not say how long it is', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
  const payload = Readable.from([tooLarge.slice(0, 40_000), tooLarge.slice(40_000)]);
  const response = await server.request({ ...request, headers, payload });
  matchProblem(t, response, 413, '/problems/content-too-large');
});

t.test('a body that is too large and no JSON', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const headers = { 'content-type': 'application/json' };
  const response = await server.request({ ...request, headers, payload: Buffer.alloc(2 ** 21, 0xff) });
  matchProblem(t, response, 413, '/problems/content-too-large');
});
