import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import t from 'tap';
import { startServerWithoutDatabase } from '../support/server.ts';
import { lastHeaders, listenRaw } from './raw-http.ts';

const ajv = new Ajv2020();
addFormats.default(ajv);
const isUriReference = ajv.compile({ type: 'string', format: 'uri-reference', maxLength: 16_384 });

/** Targets that are all refused, and the expected instance. Undefined: several instances would be right. */
const targets: Readonly<Record<string, string | undefined>> = {
  '/nope': '/nope',
  '/nope/': '/nope/',
  '/nope?a=1': '/nope',
  '/nope?a=b?c': '/nope',
  '/?/nope': '/',
  '/%41': '/%41',
  '/%e2%82%ac': '/%e2%82%ac',
  "/-._~!$&'()*+,;=:@": "/-._~!$&'()*+,;=:@",
  '/a"b<c>': '/a%22b%3Cc%3E',
  '/[::1]\\^`{|}': '/%5B::1%5D%5C%5E%60%7B%7C%7D',
  '/a:b': '/a:b',
  '/%': '/%25',
  '/%zz%4': '/%25zz%254',
  '/%ff': '/%ff',
  '/a#b': undefined,
  '/a#b?c': undefined,
  '/../..': undefined,
  '/api/alice/tasks/%00': '/api/alice/tasks/%00',
  [`/${'a'.repeat(16_000)}`]: undefined,
  [`/${'%41'.repeat(5000)}`]: undefined,
  [`/${'a'.repeat(2045)}%41%41`]: undefined,
  [`/${'a'.repeat(2046)}%41%41`]: undefined,
  [`/${'a'.repeat(2047)}%41%41`]: undefined,
  [`/${'"'.repeat(5000)}`]: undefined,
  // A client would resolve these references to another host.
  '//evil.example/nope': undefined,
  '///nope': undefined,
  // Every server must accept whole URLs (RFC 9112, section 3.2.2).
  'http://other.example/nope?a=1': '/nope',
  'http://other.example': '/',
  'http://other.example?a=1': '/',
};

for (const [target, expected] of Object.entries(targets)) {
  t.test(`${target.slice(0, 40)} (${target.length}): the instance is its path as a URI reference`, async (t) => {
    const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
    // `/` has only GET.
    const { body } = await exchange(`POST ${target} HTTP/1.1\r\n${lastHeaders}`);
    const { instance } = JSON.parse(body) as { readonly instance: string };
    t.ok(isUriReference(instance), 'a URI reference');
    t.match(instance, /^\/[^?#]*$/, 'a path');
    t.equal(new URL(instance, 'http://server.example').host, 'server.example', 'on this server');
    if (expected !== undefined) t.equal(instance, expected);
  });
}
