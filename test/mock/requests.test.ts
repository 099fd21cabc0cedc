import t from 'tap';
import { matchFaults } from '../support/problems.ts';
import { matchProblem } from '../support/problems.ts';
import { configuredOrigin, startMock } from './server.ts';

const url = '/api/alice/tasks';
const title = { title: 'Buy milk' };

t.test('refuses a request that breaks the contract, whatever it prefers', async (t) => {
  const mock = await startMock(t);
  for (const prefer of [undefined, 'code=201', 'code=503']) {
    const asked = { url, method: 'POST', ...(prefer === undefined ? {} : { prefer }) } as const;
    const faulty = await mock.request({ ...asked, payload: { title: ' ', colour: 'red' } });
    matchFaults(t, faulty, 'pointer', ['/title format', '/colour additionalProperties']);
    t.notOk(faulty.headers['preference-applied']);
    const text = await mock.request({ ...asked, payload: 'Buy milk', headers: { 'content-type': 'text/plain' } });
    matchProblem(t, text, 415, '/problems/unsupported-media-type');
    const query = await mock.request({ ...asked, url: `${url}?colour=red`, payload: title });
    matchProblem(t, query, 400, '/problems/invalid-query');
    const refused = await mock.request({ ...asked, payload: title, authorization: '' });
    matchProblem(t, refused, 401, '/problems/invalid-token');
  }
  matchFaults(t, await mock.request({ url: `${url}/first` }), 'parameter', ['id type']);
  matchProblem(t, await mock.request({ url, headers: { accept: 'text/html' } }), 406, '/problems/not-acceptable');
  matchProblem(t, await mock.request({ url, method: 'PATCH' }), 405, '/problems/method-not-allowed');
});

t.test('accepts any well-formed token for any user', async (t) => {
  const mock = await startMock(t);
  for (const user of ['alice', 'bob', '%F0%9F%90%A6']) {
    t.equal((await mock.request({ url: `/api/${user}/tasks` })).statusCode, 200);
  }
  t.equal((await mock.request({ url, authorization: 'bearer a.b.c' })).statusCode, 200);
  for (const authorization of ['Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', 'any']) {
    const response = await mock.request({ url, authorization });
    matchProblem(t, response, 401, '/problems/invalid-token');
    t.match(response.headers['www-authenticate'], /error="invalid_token"/);
  }
  const preferred = await mock.request({ url, prefer: 'code=401' });
  matchProblem(t, preferred, 401, '/problems/invalid-token');
});

t.test('counts requests', async (t) => {
  const mock = await startMock(t);
  t.equal((await mock.request({ url })).headers['ratelimit-remaining'], '999999');
  t.equal((await mock.request({ url })).headers['ratelimit-remaining'], '999998');
});

t.test('allows pages of this machine and of the configured origins, and no others', async (t) => {
  const mock = await startMock(t);
  const preflight = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'prefer' };
  const local = ['http://localhost:3000', 'http://localhost', 'https://127.0.0.1:5173', 'http://[::1]:4200'];
  for (const origin of [...local, configuredOrigin]) {
    const answer = await mock.request({ url, headers: { origin } });
    t.equal(answer.headers['access-control-allow-origin'], origin);
    t.match(answer.headers['access-control-expose-headers'], 'Preference-Applied');
    const { headers } = await mock.request({ method: 'OPTIONS', url, headers: { origin, ...preflight } });
    t.match(headers['access-control-allow-headers'], /^Authorization, Content-Type, Prefer,/);
    const refused = await mock.request({ url, headers: { origin }, prefer: 'code=999' });
    t.equal(refused.headers['access-control-allow-origin'], origin, 'the page can read the refusal');
  }
  for (const origin of ['http://localhost.evil.example', 'http://evil.example:3000', 'null', 'http://localhost:x']) {
    const { headers } = await mock.request({ url, headers: { origin } });
    t.notOk(headers['access-control-allow-origin'], origin);
  }
});

t.test('serves the documentation', async (t) => {
  const mock = await startMock(t);
  for (const path of ['/docs', '/openapi.json', '/openapi.yaml']) {
    t.equal((await mock.request({ url: path })).statusCode, 200);
  }
});
