import t from 'tap';
import { matchProblem } from '../support/problems.ts';
import { startMock } from './server.ts';

const url = '/api/alice/tasks';

t.test('reads preferences in one field or several, quoted, in any case, and among others', async (t) => {
  const mock = await startMock(t);
  const spellings: readonly (string | string[])[] = [
    'code=422, example=parameter',
    'example=parameter,code=422',
    ['code=422', 'example=parameter'],
    'code="422", example="parameter"',
    'CODE = 422 ,, Example\t=\t"param\\eter"',
    'return=minimal, code=422; strength=high;; x="a,b", respond-async, wait=10, example=parameter',
    'code=422, example=parameter, code=404, example=absent',
  ];
  for (const prefer of spellings) {
    const response = await mock.request({ url, prefer });
    t.equal(response.statusCode, 422, String(prefer));
    t.match(response.json(), { errors: [{ parameter: 'id' }] });
    t.match(response.headers['preference-applied'], /^code=422, example=parameter$/);
    t.equal(response.headers.vary, 'Origin, Prefer');
  }
});

t.test('ignores other preferences', async (t) => {
  const mock = await startMock(t);
  for (const prefer of ['', ' , ', 'return=minimal', 'respond-async; code=404', 'x="code=404"']) {
    const response = await mock.request({ url, prefer });
    t.equal(response.statusCode, 200, prefer);
    t.notOk(response.headers['preference-applied']);
  }
});

t.test('refuses a preference that the operation does not declare, listing the declared ones', async (t) => {
  const mock = await startMock(t);
  for (const prefer of [
    'code=404',
    'code=201',
    'code',
    'code=""',
    'code=2e2',
    'code=200.0',
    'code=default',
    'example',
  ]) {
    const response = await mock.request({ url, prefer });
    matchProblem(t, response, 400, '/problems/malformed-request');
    t.match(response.json<{ detail: string }>().detail, /: 200 \(page, empty\), 400 \(query, cursor\), 401 /, prefer);
    t.notOk(response.headers['preference-applied']);
  }
  for (const prefer of ['example=absent', 'code=400, example=empty', 'example=toString', 'example=Empty']) {
    const response = await mock.request({ url, prefer });
    t.match(response.json(), { status: 400, detail: /^No example of the status (200|400) / }, prefer);
  }
  const deletion = await mock.request({ method: 'DELETE', url: `${url}/42`, prefer: 'code=204, example=gone' });
  t.match(deletion.json(), { status: 400, detail: /: 204, 400 \(query\), / });
});

t.test('refuses a header that is not well-formed, which would look as if it had been followed', async (t) => {
  const mock = await startMock(t);
  for (const prefer of ['code:404', 'code=404 example=x', 'code="404', '=404', 'code=', 'code=4,04"', 'a b']) {
    const response = await mock.request({ url, prefer });
    matchProblem(t, response, 400, '/problems/malformed-request');
    t.match(response.json(), { detail: /^The Prefer header is not well-formed/ }, prefer);
  }
});

t.test('refuses a preference before it checks the request, and ignores one outside the operations', async (t) => {
  const mock = await startMock(t);
  matchProblem(
    t,
    await mock.request({ url, prefer: 'code=999', authorization: '' }),
    400,
    '/problems/malformed-request',
  );
  matchProblem(t, await mock.request({ url: '/nope', prefer: 'code=999' }), 404, '/problems/not-found');
  t.equal((await mock.request({ url: '/openapi.json', prefer: 'code=999' })).statusCode, 200);
});

t.test('answers HEAD like GET', async (t) => {
  const mock = await startMock(t);
  const response = await mock.request({ method: 'HEAD', url, prefer: 'code=503' });
  t.equal(response.statusCode, 503);
  t.match(response.headers, { 'preference-applied': 'code=503', 'retry-after': '5' });
});
