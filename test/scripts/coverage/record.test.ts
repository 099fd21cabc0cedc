import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { promisify } from 'node:util';
import fastify, { type FastifyInstance } from 'fastify';
import t, { type Test } from 'tap';
import { securityHeaders } from '../../../src/http/security-headers.ts';
import { listenRaw } from '../../app/raw-http.ts';
import { compiledRoot } from '../../../scripts/test-run/compiled-root.ts';
import { recordInjection } from '../../../scripts/coverage/record-injection.ts';
import { recordedFetch } from '../../../scripts/coverage/record.ts';

const run = promisify(execFile);

function withSecurityHeaders(t: Test): FastifyInstance {
  const app = fastify();
  t.teardown(() => app.close());
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
  return app;
}

/** A server that breaks the contract. */
function impostor(t: Test): FastifyInstance {
  const app = withSecurityHeaders(t);
  app.get('/healthz', async (_request, reply) => reply.header('x-inner', '1').send({ status: 'ok' }));
  const rate = { 'RateLimit-Limit': '2', 'RateLimit-Remaining': '1', 'RateLimit-Reset': '1' };
  app.get('/readyz', async (_request, reply) => reply.headers(rate).send({ status: 'perhaps' }));
  app.get('/elsewhere', async () => 'anything');
  app.post('/api/:user/tasks', async (_request, reply) => reply.code(202).send({}));
  return app;
}

const breaches = {
  '/healthz': {
    method: 'GET',
    message: /^GET \/healthz was answered 200: getHealth 200 does not declare the header x-inner/,
  },
  '/readyz': { method: 'GET', message: /^GET \/readyz was answered 200: .* breaks its schema: \/status / },
  '/elsewhere': { method: 'GET', message: /was answered 200: server does not declare this status/ },
  '/api/a/tasks': { method: 'POST', message: /was answered 202: createTask does not declare this status/ },
} as const;

t.test('an undeclared answer fails the test, by injection, fetch and raw socket', async (t) => {
  const app = impostor(t);
  const exchange = await listenRaw(app);
  for (const [url, { method, message }] of Object.entries(breaches)) {
    const breach = { name: 'ContractBreach', message };
    await t.rejects(recordInjection(app, { method, url }), breach, 'without a socket');
    await t.rejects(recordedFetch(new Request(`${app.listeningOrigin}${url}`, { method })), breach, 'by fetch');
    const bytes = `${method} ${url} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    await t.rejects(exchange(bytes), breach, 'byte by byte');
  }
});

t.test('an answer without a security header fails the test', async (t) => {
  for (const name of Object.keys(securityHeaders)) {
    const app = withSecurityHeaders(t);
    app.get('/docs/elsewhere', async (_request, reply) => reply.removeHeader(name).send('anything'));
    const breach = { name: 'ContractBreach', message: `${name} is absent` };
    await t.rejects(recordInjection(app, { url: '/docs/elsewhere' }), breach);
  }
});

t.test('returns declared answers and those of the documentation', async (t) => {
  const app = withSecurityHeaders(t);
  app.get('/docs/elsewhere', async () => 'anything');
  t.match((await recordInjection(app, { url: '/docs/elsewhere' })).body, 'anything');
  const exchange = await listenRaw(app);
  t.equal(await (await recordedFetch(new Request(`${app.listeningOrigin}/docs/elsewhere`))).text(), 'anything');
  t.equal((await exchange('GET /docs/elsewhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).body, 'anything');
});

t.test('counts only recorded exchanges', async (t) => {
  const exchange = { method: 'GET', target: '/docs/elsewhere', requestHeaders: {}, requestBody: '', status: 200 };
  const headers = securityHeaders;
  for (const [module, call, records] of [
    ['check.js', 'checkExchange', 0],
    ['record.js', 'recordExchange', 1],
  ] as const) {
    const folder = t.testdir({});
    const code = `import { ${call} } from './scripts/coverage/${module}';
      ${call}(${JSON.stringify({ ...exchange, headers, body: '' })});`;
    await run(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: compiledRoot,
      env: { ...process.env, TASKS_API_TEST_COVERAGE: folder },
    });
    t.equal(readdirSync(folder).length, records, call);
  }
});
