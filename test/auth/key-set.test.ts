import { setTimeout } from 'node:timers/promises';
import type { RequestListener } from 'node:http';
import t, { type Test } from 'tap';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import type { KeySetTimes } from '../../src/auth/key-set.ts';
import type { ProblemAnswer } from '../../src/problems.ts';
import { createSigningKey, startJwksServer, type JwksServer } from '../support/jwks-server.ts';
import { authenticator, bearer, forge, inSeconds, refusalOf, refused } from './requests.ts';

const alice = { userId: 'alice', email: null };
const issuer = 'https://auth.example.com';
const claims = { sub: 'alice', iss: issuer, aud: issuer, exp: inSeconds(600) };
const unavailable: ProblemAnswer = {
  problem: '/problems/service-unavailable',
  status: 503,
  headers: { 'Retry-After': 5 },
};
const times: KeySetTimes = { freshFor: 2_000, cooldown: 200, timeout: 5_000 };
/** As long as no test lasts. */
const forever = 60_000;

const first = await createSigningKey('EdDSA', 'first');
const second = await createSigningKey('EdDSA', 'second');
const stranger = await createSigningKey('EdDSA', 'stranger');
const token = bearer(await first.sign(claims));
const newToken = bearer(await second.sign(claims));
const strangeToken = bearer(await stranger.sign(claims));

/** A timer may fire a little before its time. */
const wait = (milliseconds: number): Promise<void> => setTimeout(milliseconds + 20);

// Most of these tests wait.
t.jobs = 25;

interface Started extends Authenticator {
  readonly server: JwksServer;
  readonly errors: unknown[];
}

async function start(t: Test, changed: Partial<KeySetTimes> = {}): Promise<Started> {
  const server = await startJwksServer([first.jwk]);
  t.teardown(() => server.stop());
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  return {
    server,
    errors,
    ...authenticator({ jwks: { url: server.url, issuer, audience: issuer, times: { ...times, ...changed }, onError } }),
  };
}

t.test('nothing is fetched before a token needs it', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  await authenticate(bearer(forge({ alg: 'HS256' }, claims)));
  await refusalOf(() => authenticate(bearer(forge({ alg: 'RS384', kid: 'first' }, claims))));
  await refusalOf(() => authenticate(bearer(forge({ alg: 'EdDSA', kid: 'first', typ: 'other' }, claims))));
  t.equal(server.requests, 0);
});

t.test(
  'many first requests share one fetch; from then on the answer is there at once',
  { buffered: true },
  async (t) => {
    const { authenticate, server } = await start(t);
    const principals = await Promise.all(Array.from({ length: 50 }, async () => authenticate(token)));
    t.ok(principals.every((principal) => principal === principals[0]));
    t.equal(server.requests, 1);
    t.equal(authenticate(token), principals[0]);
  },
);

t.test(
  'a new key is found, a withdrawn one refused, though its tokens were remembered',
  { buffered: true },
  async (t) => {
    const { authenticate, server } = await start(t);
    t.same(await authenticate(token), alice);
    server.serve([second.jwk]);
    await wait(times.cooldown);
    t.same(await authenticate(newToken), alice);
    t.same(await refusalOf(() => authenticate(token)), refused);
  },
);

t.test('many tokens of unknown keys share one fetch and are 401', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, { cooldown: 0 });
  t.same(await authenticate(token), alice);
  const refusals = await Promise.all(Array.from({ length: 50 }, () => refusalOf(() => authenticate(strangeToken))));
  t.ok(refusals.every(({ status }) => status === 401));
  t.equal(server.requests, 2);
});

t.test('unknown keys are not asked for in the cool-down', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, { cooldown: forever });
  t.same(await authenticate(token), alice);
  t.same(await refusalOf(() => authenticate(strangeToken)), refused);
  t.equal(server.requests, 1);
  t.same(authenticate(token), alice);
});

t.test('an unchanged document keeps what is remembered', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  const principal = await authenticate(token);
  await wait(2 * times.freshFor);
  t.equal(await authenticate(token), principal);
  t.equal(server.requests, 2);
});

t.test('keys that are no longer fresh are used while they are fetched again', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  t.same(await authenticate(token), alice);
  server.serve([second.jwk]);
  await wait(times.freshFor);
  t.same(authenticate(token), alice, 'at once');
  await wait(200);
  t.equal(server.requests, 2);
  t.same(await refusalOf(() => authenticate(token)), refused);
});

t.test('after a quiet time no request gets by with a key that was withdrawn', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  t.same(await authenticate(token), alice);
  server.serve([second.jwk]);
  await wait(2 * times.freshFor);
  const refusals = await Promise.all([token, token].map((request) => refusalOf(() => authenticate(request))));
  t.same(refusals, [refused, refused]);
});

t.test('while the endpoint is away, its last keys stay good', { buffered: true }, async (t) => {
  const { authenticate, server, errors } = await start(t);
  t.same(await authenticate(token), alice);
  await server.stop();
  await wait(times.freshFor);
  t.same(authenticate(token), alice, 'at once');
  await wait(2 * times.freshFor);
  t.same(authenticate(token), alice, 'at once, however old they are');
  await wait(200);
  t.match(errors, [{ cause: { cause: { code: 'ECONNREFUSED' } } }], 'and the log hears of it');

  await wait(times.cooldown);
  t.same(await refusalOf(() => authenticate(newToken)), unavailable, 'an unknown key may be a new one');
  server.serve([second.jwk]);
  await server.restart();
  await wait(times.cooldown);
  t.same(await authenticate(newToken), alice, 'and is found when the endpoint is back');
  t.same(await refusalOf(() => authenticate(token)), refused);
});

t.test('an endpoint that was never there is 503, until it is', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  await server.stop();
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.same(authenticate(bearer(forge({ alg: 'HS256' }, claims))), alice, 'the shared secret needs no endpoint');
  await server.restart();
  await wait(times.cooldown);
  t.same(await authenticate(token), alice);
});

t.test('an endpoint that is away is not asked in the cool-down', { buffered: true }, async (t) => {
  const { authenticate, server, errors } = await start(t, { cooldown: forever });
  await server.stop();
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.equal(errors.length, 1);
});

const timeout = 1_500;
const document = JSON.stringify({ keys: [first.jwk] });
const faults: readonly (readonly [string, RequestListener])[] = [
  ['500', (_request, response) => response.writeHead(500).end(document)],
  ['404', (_request, response) => response.writeHead(404).end(document)],
  ['204', (_request, response) => response.writeHead(204).end()],
  [
    'a redirect',
    (request, response) =>
      request.url === '/jwks' ? response.writeHead(302, { location: '/moved' }).end() : response.end(document),
  ],
  ['no JSON', (_request, response) => response.end('<html>')],
  ['cut JSON', (_request, response) => response.end(document.slice(0, -1))],
  ['null', (_request, response) => response.end('null')],
  ['a list', (_request, response) => response.end(JSON.stringify([first.jwk]))],
  ['keys that are no list', (_request, response) => response.end('{"keys":{}}')],
  ['a body without end', (_request, response) => void response.write(document)],
  ['no answer', (request) => void request.resume()],
  ['a dropped connection', (request) => request.socket.destroy()],
  ['a body that is too large', (_request, response) => response.end(document + ' '.repeat(300_000))],
];
for (const [name, answer] of faults) {
  t.test(`an endpoint that answers with ${name} is 503, or its last keys stay good`, { buffered: true }, async (t) => {
    const { authenticate, server } = await start(t, { timeout });
    server.answer(answer);
    t.same(await refusalOf(() => authenticate(token)), unavailable);
    server.serve([first.jwk]);
    await wait(times.cooldown);
    t.same(await authenticate(token), alice);
    server.answer(answer);
    await wait(times.freshFor);
    t.same(authenticate(token), alice);
    await wait(timeout + times.freshFor);
    t.same(authenticate(token), alice);
  });
}
