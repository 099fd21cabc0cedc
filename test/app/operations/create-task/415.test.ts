import t from 'tap';
import { lastHeaders, listenRaw } from '../../raw-http.ts';
import { matchProblem, startServerWithoutDatabase, tokenOf } from '../../../support/server.ts';
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

t.test('two of them, even if they agree', async (t) => {
  const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
  for (const second of ['text/plain', 'application/json']) {
    const { status, headers } = await exchange(
      [
        'POST /api/alice/tasks HTTP/1.1',
        `Authorization: Bearer ${tokenOf('alice')}`,
        'Content-Type: application/json',
        'Content-Length: 13',
        `Content-Type: ${second}`,
        `${lastHeaders}{"title":"x"}`,
      ].join('\r\n'),
    );
    t.equal(status, 415, second);
    t.equal(headers['accept'], 'application/json');
  }
});

t.test('no Content-Type', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const response = await post(server, '{"title":"x"}', {});
  matchProblem(t, response, 415, '/problems/unsupported-media-type');
  t.equal(response.headers.accept, 'application/json');
});
