import { setTimeout } from 'node:timers/promises';
import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import t, { type Test } from 'tap';
import type { Authenticator } from '../../src/auth/authenticator.ts';
import type { KeySetTimes } from '../../src/auth/key-set-source.ts';
import type { ProblemAnswer } from '../../src/values/problems.ts';
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
const times: KeySetTimes = { freshFor: 1_000, cooldown: 200, timeout: 5_000 };
/** As long as no test lasts. */
const forever = 60_000;
/** For an endpoint that hangs. */
const timeout = 700;

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
  // Between once and twice this age: a busy machine may take a while.
  const freshFor = 2_000;
  const { authenticate, server } = await start(t, { freshFor });
  t.same(await authenticate(token), alice);
  server.serve([second.jwk]);
  await wait(freshFor);
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
  t.same(await authenticate(token), alice);
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

t.test('whoever makes up key ids, known keys are used without waiting', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, { freshFor: forever, timeout: 1_500 });
  t.same(await authenticate(token), alice);
  const askWithMadeUpKeys = async (): Promise<readonly Promise<ProblemAnswer>[]> => {
    await wait(times.cooldown);
    const ids = Array.from({ length: 20 }, (_, index) => `made up ${index}`);
    const requests = await Promise.all(ids.map(async (kid) => bearer(await stranger.sign(claims, { kid }))));
    return requests.map((request) => refusalOf(() => authenticate(request)));
  };
  for (const asked of [2, 3, 4]) {
    const refusals = await askWithMadeUpKeys();
    t.same(authenticate(token), alice, 'at once');
    t.ok((await Promise.all(refusals)).every(({ status }) => status === 401));
    t.equal(server.requests, asked, 'the endpoint is asked once in each cool-down');
  }
  server.answer(() => undefined);
  const refusals = [...(await askWithMadeUpKeys()), ...(await askWithMadeUpKeys())];
  t.same(authenticate(token), alice, 'at once, though the endpoint hangs');
  t.ok((await Promise.all(refusals)).every(({ status }) => status === 503));
  t.equal(server.requests, 5, 'and it is asked no second time meanwhile');
});

t.test('a body of 100 MB is cut off', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  const chunk = Buffer.alloc(65_536, ' ');
  let written = 0;
  const closed = new Promise<void>((resolve) => {
    server.answer((_request, response) => {
      const write = (): void => {
        while (written < 100_000_000 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
        response.end(JSON.stringify({ keys: [first.jwk] }));
      };
      response.once('close', resolve);
      write();
    });
  });
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  await closed;
  // What is above the limit of 256 KiB is in the buffers of both ends.
  t.ok(written < 20_000_000, `after ${written} bytes`);
});

t.test('ready without a JWKS', { buffered: true }, async (t) => {
  t.equal(await authenticator().isReady(), true);
});

t.test('not ready while there was never a key, and from then on ready', { buffered: true }, async (t) => {
  const cooldown = 1_000;
  const { authenticate, isReady, server, errors } = await start(t, { cooldown });
  await server.stop();
  t.same(await Promise.all([isReady(), isReady()]), [false, false]);
  t.equal(await isReady(), false);
  t.equal(errors.length, 1, 'the endpoint is asked once in the cool-down');
  await server.restart();
  await wait(cooldown);
  t.same(await Promise.all([isReady(), authenticate(token), isReady()]), [true, alice, true]);
  t.equal(server.requests, 1, 'who asks shares the fetch');
  await server.stop();
  await wait(cooldown);
  t.equal(await isReady(), true, 'the last keys stay good');
  t.equal(errors.length, 1);
});

t.test('ready without another fetch, where a token had the keys fetched', { buffered: true }, async (t) => {
  const { authenticate, isReady, server } = await start(t, { cooldown: 0 });
  await authenticate(token);
  t.equal(await isReady(), true);
  t.equal(server.requests, 1);
});

t.test('ready by any key that is usable, and by no other', { buffered: true }, async (t) => {
  const rsa = await createSigningKey('RS256', 'rsa');
  const { kid: _kid, ...withoutKid } = first.jwk;
  const { alg: _alg, ...withoutAlgorithm } = rsa.jwk;
  const long = await createSigningKey('ES384', 'long');
  const documents: readonly (readonly [string, readonly unknown[], boolean])[] = [
    ['no key', [], false],
    ['a private key', [first.privateJwk], false],
    ['a key for encryption', [{ ...first.jwk, use: 'enc' }], false],
    ['a key of another algorithm', [long.jwk], false],
    ['a broken key', [{ ...first.jwk, x: 'AAAA' }], false],
    ['two keys of one id', [first.jwk, { ...second.jwk, kid: 'first' }], false],
    ['an RSA key without an algorithm', [withoutAlgorithm], true],
    ['a key without an id', [withoutKid], true],
    ['one that is among others', [long.jwk, { ...second.jwk, use: 'enc' }, first.jwk], true],
  ];
  for (const [name, keys, expected] of documents) {
    const { isReady, server } = await start(t);
    server.serve(keys);
    t.equal(await isReady(), expected, name);
  }
});

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
  ['a page', (_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><p>Oops')],
  ['cut JSON', (_request, response) => response.end(document.slice(0, -1))],
  ['null', (_request, response) => response.end('null')],
  ['a list', (_request, response) => response.end(JSON.stringify([first.jwk]))],
  ['keys that are no list', (_request, response) => response.end('{"keys":{}}')],
  ['a body without end', (_request, response) => void response.write(document)],
  ['no answer', (request) => void request.resume()],
  ['a dropped connection', (request) => request.socket.destroy()],
  ['a body that is too large', (_request, response) => response.end(document + ' '.repeat(300_000))],
  [
    'a body that is too large when it is unpacked',
    (_request, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync(document + ' '.repeat(10_000_000))),
  ],
  [
    'a body that cannot be unpacked',
    (_request, response) => response.setHeader('content-encoding', 'gzip').end(document),
  ],
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
    t.same(await authenticate(token), alice);
    await wait(timeout + times.freshFor);
    t.same(await authenticate(token), alice);
  });
}
