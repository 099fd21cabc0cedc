import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../support/server.ts';
import { post } from './posts.ts';

const mediaTypes = [
  'text/plain',
  'text/json',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/problem+json',
  'application/merge-patch+json',
  'application/jsonp',
  'application/*',
  '*/*',
  'application',
  ';;;',
  'application/json, text/plain',
  'application/json; charset=latin1',
  'application/json; charset=utf-16',
  'application/json; charset=""',
];

for (const mediaType of mediaTypes) {
  t.test(`Content-Type: ${mediaType}`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const response = await post(server, '{"title":"x"}', { 'content-type': mediaType });
    matchProblem(t, response, 415, '/problems/unsupported-media-type');
    t.equal(response.headers.accept, 'application/json');
  });
}

t.test('no Content-Type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await post(server, '{"title":"x"}', {});
  matchProblem(t, response, 415, '/problems/unsupported-media-type');
  t.equal(response.headers.accept, 'application/json');
});
