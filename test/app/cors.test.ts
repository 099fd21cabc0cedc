import t from 'tap';
import { allowedOrigin, startServerWithoutDatabase, type TestRequest } from '../support/server.ts';

const foreign = 'https://evil.example';
const tasks = '/api/alice/tasks';
const preflight = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' };

/** Every header that the contract declares, except those of CORS itself. */
const readable = [
  ...[
    'Accept',
    'Allow',
    'ETag',
    'Idempotent-Replayed',
    'Link',
    'Location',
    'RateLimit-Limit',
    'RateLimit-Remaining',
    'RateLimit-Reset',
    'Retry-After',
  ],
  'WWW-Authenticate',
];

const requests: Readonly<Record<string, TestRequest>> = {
  'an answer': { url: '/healthz' },
  'a problem of an operation': { url: tasks },
  'an unknown path': { url: '/nope' },
  'an undeclared method': { method: 'PATCH', url: tasks },
  'the methods of a path': { method: 'OPTIONS', url: tasks },
  'a path that is not valid UTF-8': { url: '/api/%FF/tasks' },
  'the contract': { url: '/openapi.json' },
};

for (const [what, request] of Object.entries(requests)) {
  t.test(`${what}: readable by pages of the configured origin, and of no other`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const allowed = await server.request({ ...request, headers: { origin: allowedOrigin } });
    t.equal(allowed.headers['access-control-allow-origin'], allowedOrigin);
    const exposed = String(allowed.headers['access-control-expose-headers']).split(', ');
    t.strictSame(exposed.toSorted(), readable);
    for (const origin of [foreign, `${allowedOrigin}.evil.example`, 'https://APP.example.com', 'null', '']) {
      const refused = await server.request({ ...request, headers: { origin } });
      t.equal(refused.headers['access-control-allow-origin'], undefined, origin);
      t.equal(refused.headers['access-control-expose-headers'], undefined, origin);
      t.equal(refused.statusCode, allowed.statusCode);
    }
    t.match(allowed.headers.vary, /Origin/);
    t.equal(allowed.headers['access-control-allow-credentials'], undefined);
  });
}

t.test('allows credentials if configured, and only to the configured origin', async (t) => {
  const server = await startServerWithoutDatabase(t, { corsCredentials: true });
  for (const request of [{ url: tasks }, { method: 'OPTIONS', url: tasks, headers: preflight }] as const) {
    for (const [origin, allowed] of [
      [allowedOrigin, 'true'],
      [foreign, undefined],
    ] as const) {
      const { headers } = await server.request({ ...request, headers: { ...preflight, origin } });
      t.equal(headers['access-control-allow-credentials'], allowed);
    }
  }
});

for (const origin of ['null', 'capacitor://localhost', 'app://.', 'chrome-extension://abcdefghijklmnop']) {
  t.test(`lets pages of ${origin} read answers and problems, if it is configured`, async (t) => {
    const server = await startServerWithoutDatabase(t, { corsOrigins: [origin] });
    for (const [url, status] of [
      ['/healthz', 200],
      [tasks, 401],
      ['/nope', 404],
    ] as const) {
      const answer = await server.request({ url, headers: { origin } });
      t.match(answer, { statusCode: status, headers: { 'access-control-allow-origin': origin } }, url);
    }
  });
}

t.test('answers a preflight without a token and without the database', async (t) => {
  const server = await startServerWithoutDatabase(t, { corsHeaders: ['X-Tenant'] });
  const headers = { origin: allowedOrigin, ...preflight };
  const response = await server.request({ method: 'OPTIONS', url: `${tasks}/1`, headers });
  t.equal(response.statusCode, 204);
  t.match(response.headers, {
    'access-control-allow-origin': allowedOrigin,
    'access-control-allow-methods': 'GET, POST, DELETE, PUT, PATCH',
    'access-control-allow-headers':
      /^Authorization, Content-Type, X-Tenant, .*traceparent.*sentry-trace.*X-Requested-With/,
    'access-control-max-age': '600',
  });
});

t.test('answers a preflight of another origin without CORS headers', async (t) => {
  const server = await startServerWithoutDatabase(t);
  const { statusCode, headers } = await server.request({
    method: 'OPTIONS',
    url: tasks,
    headers: { origin: foreign, ...preflight },
  });
  t.equal(statusCode, 204);
  t.notOk(headers['access-control-allow-methods']);
  t.notOk(headers['access-control-allow-headers']);
});

t.test('allows no origin if none is configured', async (t) => {
  const server = await startServerWithoutDatabase(t, { corsOrigins: [] });
  const { headers } = await server.request({ url: '/healthz', headers: { origin: allowedOrigin } });
  t.strictSame(
    Object.keys(headers).filter((name) => name.startsWith('access-control-')),
    [],
  );
});
