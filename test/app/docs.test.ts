import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { packageRoot } from '../../src/values/package-root.ts';
import { problems } from '../../src/values/problems.ts';
import { startServerWithoutDatabase } from '../support/server.ts';

const server = await startServerWithoutDatabase(t);
const generated = readFileSync(join(packageRoot, 'generated', 'openapi.json'), 'utf8');
const assets = {
  '/openapi.json': 'application/json',
  '/openapi.yaml': 'application/yaml',
  '/docs': 'text/html',
  '/docs/start.js': 'text/javascript',
  '/docs/redoc.standalone.js': 'text/javascript',
  '/docs/openapi.json': 'application/json',
  '/problems': 'text/html',
  '/problems/forbidden': 'text/html',
};

t.test('serves the contract of the server at /openapi.json', async (t) => {
  const response = await server.request({ url: '/openapi.json' });
  t.equal(response.statusCode, 200);
  t.ok(response.body === generated);
});

t.test('serves the same document at /openapi.yaml, without code samples', async (t) => {
  const response = await server.request({ url: '/openapi.yaml' });
  t.equal(response.statusCode, 200);
  const withoutSamples: unknown = JSON.parse(generated, (name, value: unknown) =>
    name === 'x-codeSamples' ? undefined : value,
  );
  t.strictSame(parse(response.body), withoutSamples);
});

t.test('shows the contract with tasks first, headers of every answer once, and the first call', async (t) => {
  const { body } = await server.request({ url: '/docs/openapi.json' });
  t.match(JSON.parse(body), {
    tags: [{ name: 'Tasks' }, { name: 'Health' }],
    info: { description: /^## The first call/ },
  });
  t.notMatch(body, '"#/components/headers/RateLimit-Limit"');
  t.match(body, '"#/components/headers/Retry-After"');
});

t.test('names no other host in the page and its script', async (t) => {
  for (const url of ['/docs', '/docs/start.js']) {
    const { body } = await server.request({ url });
    t.notMatch(body, /(?:\w+:)?\/\/[a-z]/i, url);
  }
});

t.test('serves everything that the page loads', async (t) => {
  const page = (await server.request({ url: '/docs' })).body;
  const links = [...page.matchAll(/(?:src|href)="(?!data:)([^"]*)"/g)].map(([, url = '']) => url);
  t.ok(links.length > 0);
  for (const link of links) {
    t.notMatch(link, /^\//, 'a proxy may serve the page below a prefix');
    t.equal((await server.request({ url: `/${link}` })).statusCode, 200, link);
  }
});

for (const [url, type] of Object.entries(assets)) {
  t.test(`serves ${url} without a token, and answers 304 to its tag`, async (t) => {
    const first = await server.request({ url });
    t.equal(first.statusCode, 200);
    t.match(first.headers['content-type'], type);
    const { etag = '' } = first.headers;
    t.match(etag, /^"[^"]+"$/);
    const second = await server.request({ url, headers: { 'if-none-match': etag } });
    t.equal(second.statusCode, 304);
    t.equal(second.rawPayload.length, 0);
    t.equal(second.headers.etag, etag);
    const other = await server.request({ url, headers: { 'if-none-match': '"other"' } });
    t.equal(other.statusCode, 200);
  });

  // RFC 9110, section 13.1.2. A proxy that compresses turns the tag into a weak one.
  t.test(`recognises the tag of ${url} in every form of If-None-Match`, async (t) => {
    const etag = String((await server.request({ url })).headers.etag);
    for (const condition of [`W/${etag}`, `"other", ${etag}`, '*']) {
      t.equal((await server.request({ url, headers: { 'if-none-match': condition } })).statusCode, 304, condition);
    }
  });

  t.test(`refuses other methods of ${url}`, async (t) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const { statusCode, headers } = await server.request({ method, url });
      t.match([statusCode, headers.allow], [405, 'GET, HEAD, OPTIONS'], method);
    }
  });
}

t.test('leads a browser from / to the documentation, and a program to the contract', async (t) => {
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
  for (const [accept, location] of [
    [browser, 'docs'],
    ['text/html', 'docs'],
    ['text/html;q=0.5, application/json', 'openapi.json'],
    ['*/*', 'openapi.json'],
    ['application/json', 'openapi.json'],
    ['image/png', 'openapi.json'],
    [undefined, 'openapi.json'],
  ] as const) {
    for (const method of ['GET', 'HEAD'] as const) {
      const headers = accept === undefined ? {} : { accept };
      const response = await server.request({ method, url: '/', headers });
      t.match(response, { statusCode: 302, headers: { location, vary: /(^|, )Accept$/ } }, `${method} ${accept}`);
      t.equal((await server.request({ url: `/${location}` })).statusCode, 200);
    }
  }
});

t.test('has a page for every type of problem, which the list links to', async (t) => {
  const list = await server.request({ url: '/problems' });
  for (const [type, { status, title }] of Object.entries(problems)) {
    const { statusCode, headers, body } = await server.request({ url: type });
    t.equal(statusCode, 200, type);
    t.match(headers, { 'content-type': /^text\/html/, 'content-security-policy': /^default-src 'none'/ });
    for (const part of [`<h1>${title}</h1>`, `Status ${status}`, 'What to do']) t.ok(body.includes(part), part);
    t.ok(list.body.includes(`href="${type.slice(1)}"`), type);
  }
});

t.test('refuses an unknown problem, and names the list', async (t) => {
  for (const url of ['/problems/', '/problems/nope', '/problems/not-found/more', '/problems/%3Cb%3E']) {
    const response = await server.request({ url });
    t.match([response.statusCode, response.json()], [404, { detail: /\/problems\.$/ }], url);
  }
});
