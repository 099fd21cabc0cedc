import t from 'tap';
import { createLogger } from '../../src/process/logger.ts';
import { startServer, startServerWithoutDatabase, tokenOf, type TestRequest } from '../support/server.ts';
import { createTask } from '../support/tasks.ts';
import { refusals } from './refusals.ts';

t.test('logs the request_id and the status of every problem', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [what, { request, status }] of Object.entries(refusals)) {
    const { request_id } = (await server.request(request)).json<Record<string, unknown>>();
    const lines = server.log.map((line) => JSON.parse(line) as Record<string, unknown>);
    t.ok(
      lines.some((line) => line['reqId'] === request_id && line['status'] === status),
      what,
    );
  }
});

t.test('logs an unknown path without user ids, queries and secrets', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const [url, path] of [
    ['/task', '/task'],
    ['/api/alice/task/12?q=needle', '/api/:user_id/task/12'],
    ['/alice/tasks', '/:user_id/tasks'],
    ['/v1/api/alice/tasks', '/v1/api/:user_id/tasks'],
    [`/${'x'.repeat(33)}/%0a`, '/…/…'],
    ['/1/2/3/4/5/6/7/8/9', '/1/2/3/4/5/6/7/8/…'],
  ] as const) {
    await server.request({ url });
    t.match(JSON.parse(server.log.at(-1) ?? ''), { status: 404, path }, url);
  }
  await server.request({ url: '/healthz' });
  t.notMatch(server.log.at(-1), /"path"/);
});

t.test('never takes a request_id from the client', async (t) => {
  const server = await startServerWithoutDatabase(t);
  for (const name of ['request-id', 'x-request-id', 'traceparent']) {
    const response = await server.request({ url: '/nope', headers: { [name]: 'forged' } });
    t.notMatch(response.json(), { request_id: 'forged' });
  }
  t.notMatch(server.log.join(''), 'forged');
});

t.test('logs one line per request, which names the operation', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  for (const [operation, method, url, status] of [
    ['getTask', 'GET', `/api/alice/tasks/${id}`, 200],
    ['listTasks', 'GET', '/api/alice/tasks', 200],
    ['toggleTaskCompletion', 'PATCH', `/api/alice/tasks/${id}/complete`, 200],
    ['deleteTask', 'DELETE', `/api/alice/tasks/${id}`, 204],
    ['deleteTask', 'DELETE', `/api/alice/tasks/${id}`, 404],
    ['getHealth', 'GET', '/healthz', 200],
    ['getReadiness', 'GET', '/readyz', 200],
  ] as const) {
    const before = server.log.length;
    await server.request({ as: 'alice', method, url });
    const lines = server.log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
    t.match(lines, [{ level: 30, operation, method, status, reqId: /^[0-9a-f-]{36}$/ }]);
    t.equal(lines.length, 1);
  }
});

t.test('logs no token, search text, task or user', async (t) => {
  for (const start of [startServer, startServerWithoutDatabase]) {
    const server = await start(t);
    const token = tokenOf('walter-the-user');
    const authorization = `Bearer ${token}`;
    const url = '/api/walter-the-user/tasks';
    const payload = { title: 'needle of the title', description: 'needle of the description' };
    const requests: TestRequest[] = [
      { method: 'POST', url, headers: { authorization }, payload },
      { method: 'POST', url, headers: { authorization }, payload: { ...payload, title: 5, needle: 5 } },
      { method: 'PUT', url: `${url}/1`, headers: { authorization }, payload },
      { url: `${url}?q=needle&sort=title`, headers: { authorization } },
      { url: `${url}?q=needle&q=needle`, headers: { authorization } },
      { url: `${url}?q=%00needle`, headers: { authorization } },
      { url: `${url}?access_token=${token}` },
      { url: `/${token}` },
      { url: `/%ff${token}` },
      { url, headers: { authorization: `${authorization}x` } },
      { url, headers: { authorization: `Basic ${token}` } },
      { url, headers: { authorization: [authorization, authorization] } },
      { url: '/api/needle-the-user/tasks', headers: { authorization } },
      { url: `${url}/1/complete`, method: 'PATCH', headers: { authorization, 'x-token': token } },
    ];
    for (const request of requests) {
      await server.request(request);
    }
    const log = server.log.join('');
    t.not(log, '');
    for (const part of [token, ...token.split('.').slice(1)]) t.notOk(log.includes(part), 'the token');
    t.notMatch(log, 'needle');
    t.notMatch(log, 'walter-the-user');
  }
});

t.test('redacts credentials in logged headers', async (t) => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  const headers = {
    authorization: 'Bearer swordfish',
    cookie: 'a=swordfish',
    'set-cookie': ['a=swordfish'],
    accept: 'x',
  };
  logger.info(headers);
  logger.info({ headers });
  for (const place of ['req', 'request', 'res', 'response']) logger.child({ a: 1 }).info({ [place]: { headers } });
  t.equal(lines.length, 6);
  for (const line of lines) {
    t.match(line, '"accept":"x"');
    t.notMatch(line, 'swordfish');
  }
});
