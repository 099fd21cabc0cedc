import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';

t.test('a body that is not of the declared media type is told which one is', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const contentType of [
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'application/merge-patch+json',
    'application/jsonp',
    'application/json, text/plain',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-16',
    'application',
    'garbage',
    '',
  ]) {
    t.test(`Content-Type: ${contentType}`, async (t) => {
      const headers = { 'content-type': contentType };
      const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;
      const response = await server.request({ ...request, headers, payload: '{"title":"x"}' });
      matchProblem(t, response, 415, '/problems/unsupported-media-type');
      t.equal(response.headers.accept, 'application/json');
    });
  }
});

t.test('a body without a media type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const request = { as: 'alice', method: 'PUT', url: '/api/alice/tasks/1' } as const;
  const response = await server.request({ ...request, payload: Buffer.from('{"title":"x"}') });
  matchProblem(t, response, 415, '/problems/unsupported-media-type');
});
