import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { createSigningKey } from '../support/jwks-server.ts';
import { alice, first, second, start, times, token, unavailable, wait } from './key-set-setup.ts';
import { refusalOf } from './requests.ts';

/** Limit for an endpoint that hangs. */
const timeout = 700;

// Most of these tests wait.
t.jobs = 25;

const document = JSON.stringify({ keys: [first.jwk] });
const keySet =
  (...keys: readonly unknown[]): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify({ keys }));
const rsa = await createSigningKey('RS256', 'rsa');
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
  ['no text', (_request, response) => response.end()],
  ['no key', keySet()],
  ['only things that are no keys', keySet(null, 'first', 1, [first.jwk], {}, { kid: 'first' }, { kty: 1 })],
  ['only keys for another use', keySet({ ...first.jwk, use: 'enc' }, { ...second.jwk, key_ops: ['sign'] })],
  ['only a key of another algorithm', keySet({ ...first.jwk, alg: 'Ed448' })],
  ['only an unknown type', keySet({ ...first.jwk, kty: 'other' })],
  ['only a broken key', keySet({ ...first.jwk, x: 'AAAA' })],
  ['only a private key', keySet(first.privateJwk)],
  ['only an RSA key that is too short', keySet({ ...rsa.jwk, n: rsa.jwk.n?.slice(0, 171) })],
  ['only keys of one id', keySet(first.jwk, { ...second.jwk, kid: 'first' })],
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
  t.test(
    `${name}: 503 before the first keys, and the last keys stay in use after them`,
    { buffered: true },
    async (t) => {
      const { authenticate, server, errors } = await start(t, { timeout });
      server.answer(answer);
      t.same(await refusalOf(() => authenticate(token)), unavailable);
      t.match(errors, [{ message: 'The JWKS could not be fetched' }]);
      server.serve([first.jwk]);
      await wait(times.cooldown);
      t.same(await authenticate(token), alice);
      server.answer(answer);
      await wait(times.freshFor);
      t.same(await authenticate(token), alice);
      await wait(timeout + times.freshFor);
      t.same(await authenticate(token), alice);
    },
  );
}

t.test('cuts off a body of 100 MB', { buffered: true }, async (t) => {
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
  // The limit is 256 KiB. The rest is in the buffers of both ends.
  t.ok(written < 20_000_000, `after ${written} bytes`);
});
