import type { RequestListener } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import t from 'tap';
import { alice, first, newToken, second, start, strangeToken, token, unavailable, wait } from './key-set-setup.ts';
import { refusalOf, refused } from './requests.ts';

/** Times in the proportions of production. No request waits longer than `patience`, and a busy machine's `slack`. */
const patience = 1_000;
const slack = 900;
const times = { freshFor: 4_000, cooldown: 3_000, timeout: 3_000, patience };

// Most of these tests wait.
t.jobs = 25;

/** Answers with these keys after a while. */
const late =
  (milliseconds: number, keys: readonly unknown[]): RequestListener =>
  (_request, response) =>
    void setTimeout(milliseconds).then(() => response.end(JSON.stringify({ keys })));

async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; ms: number }> {
  const since = performance.now();
  const result = await work();
  return { result, ms: performance.now() - since };
}

t.test(
  'answers 503 in time while the first keys are late, and uses them when they come',
  { buffered: true },
  async (t) => {
    const { authenticate, isReady, server, errors } = await start(t, times);
    server.answer(late(patience + slack, [first.jwk]));
    const asked = Array.from({ length: 20 }, () => timed(() => refusalOf(() => authenticate(token))));
    const ready = timed(isReady);
    await wait(patience / 2);
    const later = timed(() => refusalOf(() => authenticate(token)));
    for (const { result, ms } of await Promise.all(asked)) {
      t.same(result, unavailable);
      t.ok(ms >= patience - 20 && ms < patience + slack, `after ${ms} ms`);
    }
    t.match(await ready, { result: false });
    t.ok((await ready).ms < patience + slack);
    t.ok((await later).ms < patience, 'a later request waits for less');
    t.ok((await timed(() => refusalOf(() => authenticate(token)))).ms < patience / 2, 'and one after that not at all');
    await wait(slack + 100);
    t.same(await authenticate(token), alice);
    t.equal(await isReady(), true);
    t.equal(server.requests, 1);
    t.same(errors, [], 'the fetch did not fail');
  },
);

t.test('answers 503 in time if an endpoint never answers, and reports it', { buffered: true }, async (t) => {
  const { authenticate, isReady, server, errors } = await start(t, times);
  server.answer(() => undefined);
  const { result, ms } = await timed(() => refusalOf(() => authenticate(token)));
  t.same(result, unavailable);
  t.ok(ms < patience + slack, `after ${ms} ms`);
  t.equal(await isReady(), false);
  await wait(times.timeout - patience);
  t.match(errors, [{ cause: { message: /took more than/ } }]);
});

t.test('an unknown key waits once, although the keys are old and the endpoint slow', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, times);
  t.same(await authenticate(token), alice);
  await wait(2 * times.freshFor);
  server.answer(late(patience / 2, [second.jwk]));
  const { result, ms } = await timed(() => refusalOf(() => authenticate(strangeToken)));
  t.same(result, refused);
  t.ok(ms < patience + slack, `after ${ms} ms`);
  t.equal(server.requests, 2);
});

t.test('the last keys stay in use while the next ones are late', { buffered: true }, async (t) => {
  const { authenticate, server } = await start(t, times);
  t.same(await authenticate(token), alice);
  await wait(2 * times.freshFor);
  server.answer(late(patience + slack, [second.jwk]));
  const [known, unknown] = await Promise.all([
    timed(() => authenticate(token)),
    timed(() => refusalOf(() => authenticate(newToken))),
  ]);
  t.same(known.result, alice);
  t.ok(known.ms < patience + slack, `after ${known.ms} ms`);
  t.same(unknown.result, unavailable);
  t.ok(unknown.ms < patience + slack, `after ${unknown.ms} ms`);
  t.same(authenticate(token), alice, 'synchronously');
  await wait(slack + 100);
  t.same(await authenticate(newToken), alice);
  t.same(await refusalOf(() => authenticate(token)), refused);
});
