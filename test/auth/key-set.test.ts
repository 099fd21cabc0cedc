import t from 'tap';
import type { ProblemAnswer } from '../../src/values/problems.ts';
import {
  alice,
  claims,
  forever,
  newToken,
  second,
  start,
  strangeToken,
  stranger,
  times,
  token,
  unavailable,
  wait,
} from './key-set-setup.ts';
import { bearer, forge, refusalOf, refused } from './requests.ts';

// Most of these tests wait.
t.jobs = 25;

t.test('fetches nothing before a token needs a key', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  await authenticate(bearer(forge({ alg: 'HS256' }, claims)));
  await refusalOf(() => authenticate(bearer(forge({ alg: 'RS384', kid: 'first' }, claims))));
  await refusalOf(() => authenticate(bearer(forge({ alg: 'EdDSA', kid: 'first', typ: 'other' }, claims))));
  t.equal(server.requests, 0);
});

t.test('first requests share one fetch; later ones are answered synchronously', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  const principals = await Promise.all(Array.from({ length: 50 }, async () => authenticate(token)));
  t.ok(principals.every((principal) => principal === principals[0]));
  t.equal(server.requests, 1);
  t.equal(authenticate(token), principals[0]);
});

t.test(
  'finds a new key, and refuses a withdrawn one although its tokens were remembered',
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

t.test('tokens of unknown keys share one fetch and are answered with 401', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, { cooldown: 0 });
  t.same(await authenticate(token), alice);
  const refusals = await Promise.all(Array.from({ length: 50 }, () => refusalOf(() => authenticate(strangeToken))));
  t.ok(refusals.every(({ status }) => status === 401));
  t.equal(server.requests, 2);
});

t.test('does not fetch for an unknown key during the cool-down', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, { cooldown: forever });
  t.same(await authenticate(token), alice);
  t.same(await refusalOf(() => authenticate(strangeToken)), refused);
  t.equal(server.requests, 1);
  t.same(authenticate(token), alice);
});

t.test('an unchanged document keeps the remembered tokens', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  const principal = await authenticate(token);
  await wait(2 * times.freshFor);
  t.equal(await authenticate(token), principal);
  t.equal(server.requests, 2);
});

t.test('uses keys that are no longer fresh while it fetches them again', { buffered: true }, async (t) => {
  // Between once and twice this age: a busy machine may take a while.
  const freshFor = 2_000;
  const { authenticate, server } = await start(t, { freshFor });
  t.same(await authenticate(token), alice);
  server.serve([second.jwk]);
  await wait(freshFor);
  t.same(authenticate(token), alice, 'synchronously');
  await wait(200);
  t.equal(server.requests, 2);
  t.same(await refusalOf(() => authenticate(token)), refused);
});

t.test('refuses a withdrawn key in the first request after a quiet time', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  t.same(await authenticate(token), alice);
  server.serve([second.jwk]);
  await wait(2 * times.freshFor);
  const refusals = await Promise.all([token, token].map((request) => refusalOf(() => authenticate(request))));
  t.same(refusals, [refused, refused]);
});

t.test('keeps the last keys while the endpoint is away', { buffered: true }, async (t) => {
  const { authenticate, server, errors } = await start(t);
  t.same(await authenticate(token), alice);
  await server.stop();
  await wait(times.freshFor);
  t.same(await authenticate(token), alice);
  await wait(2 * times.freshFor);
  t.same(authenticate(token), alice, 'synchronously, however old they are');
  await wait(200);
  t.match(errors, [{ cause: { cause: { code: 'ECONNREFUSED' } } }], 'the error is reported');

  await wait(times.cooldown);
  t.same(await refusalOf(() => authenticate(newToken)), unavailable, '503, because an unknown key may be a new one');
  server.serve([second.jwk]);
  await server.restart();
  await wait(times.cooldown);
  t.same(await authenticate(newToken), alice, 'the key is found when the endpoint is back');
  t.same(await refusalOf(() => authenticate(token)), refused);
});

t.test('answers 503 until an endpoint that was never reached comes up', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t);
  await server.stop();
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.same(authenticate(bearer(forge({ alg: 'HS256' }, claims))), alice, 'the shared secret needs no endpoint');
  await server.restart();
  await wait(times.cooldown);
  t.same(await authenticate(token), alice);
});

t.test('does not ask an endpoint that is away during the cool-down', { buffered: true }, async (t) => {
  const { authenticate, server, errors } = await start(t, { cooldown: forever });
  await server.stop();
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.same(await refusalOf(() => authenticate(token)), unavailable);
  t.equal(errors.length, 1);
});

t.test('uses known keys without waiting, however many key ids are made up', { buffered: true }, async (t) => {
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
    t.same(authenticate(token), alice, 'synchronously');
    t.ok((await Promise.all(refusals)).every(({ status }) => status === 401));
    t.equal(server.requests, asked, 'one fetch per cool-down');
  }
  server.answer(() => undefined);
  const refusals = [...(await askWithMadeUpKeys()), ...(await askWithMadeUpKeys())];
  t.same(authenticate(token), alice, 'synchronously, although the endpoint hangs');
  t.ok((await Promise.all(refusals)).every(({ status }) => status === 503));
  t.equal(server.requests, 5, 'no second fetch meanwhile');
});
