import t from 'tap';
import { createSigningKey } from '../support/jwks-server.ts';
import { alice, first, second, start, token, wait } from './key-set-setup.ts';
import { authenticator } from './requests.ts';

// Most of these tests wait.
t.jobs = 25;

t.test('is ready without a JWKS', { buffered: true }, async (t) => {
  t.equal(await authenticator().findKeyFault(), undefined);
});

t.test('is not ready before the first key, and always after it', { buffered: true }, async (t) => {
  const cooldown = 1_000;
  const { authenticate, findKeyFault, isReady, server, errors } = await start(t, { cooldown });
  await server.stop();
  t.same(await Promise.all([findKeyFault(), findKeyFault()]), ['away', 'away']);
  t.equal(await isReady(), false);
  t.equal(errors.length, 1, 'one fetch in the cool-down');
  await server.restart();
  await wait(cooldown);
  t.same(await Promise.all([isReady(), authenticate(token), isReady()]), [true, alice, true]);
  t.equal(server.requests, 1, 'all callers share the fetch');
  await server.stop();
  await wait(cooldown);
  t.equal(await isReady(), true, 'the last keys stay in use');
  t.equal(errors.length, 1);
});

t.test('is ready without another fetch once a token has fetched the keys', { buffered: true }, async (t) => {
  const { authenticate, isReady, server } = await start(t, { cooldown: 0 });
  await authenticate(token);
  t.equal(await isReady(), true);
  t.equal(server.requests, 1);
});

t.test('is ready if any key is usable', { buffered: true }, async (t) => {
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
    ['a usable key among things that are none', [null, 1, [], {}, { ...first.jwk, kid: 5 }, first.jwk], true],
    ['a usable key among others', [long.jwk, { ...second.jwk, use: 'enc' }, first.jwk], true],
  ];
  for (const [name, keys, expected] of documents) {
    const { findKeyFault, server } = await start(t);
    server.serve(keys);
    t.equal(await findKeyFault(), expected ? undefined : 'unusable', name);
  }
});
