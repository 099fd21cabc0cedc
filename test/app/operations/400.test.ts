import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServerWithoutDatabase } from '../../support/server.ts';
import { operationsDeclaring, operationsWhere, requestOf } from './requests.ts';

const json = { 'content-type': 'application/json' };
const chunked = { ...json, 'transfer-encoding': 'chunked' };

/** Queries that no operation has. */
const queries = [
  ['an unknown parameter', '?colour=red'],
  ['an unknown parameter that sounds right', '?force=true'],
  ['a member of the body', '?title=x'],
  ["a path parameter's name", '?id=1'],
  ['the user', '?user_id=bob'],
  ['a token', '?access_token=abc'],
  ['a parameter without a value', '?verbose'],
  ['a parameter without a name', '?=1'],
  ['a name that every object inherits', '?__proto__=1'],
  ['the same parameter twice', '?a=1&a=2'],
  ['a second question mark', '??'],
  ['percent-encoding that is cut off', '?a=%4'],
  ['percent-encoding that is not hexadecimal', '?a=%zz'],
  ['percent-encoding alone', '?%ZZ'],
  ['percent-encoding that is not UTF-8', '?a=%ff'],
  ['a lone surrogate', '?%ED%A0%80=1'],
  ['U+0000', '?a%00=1'],
  ['a very long name', `?${'a'.repeat(8000)}=1`],
] as const;

/** Path segments that are not percent-encoded UTF-8. */
const segments = ['%', '%4', '%zz', '%ZZ', '%ff', '%C3', '%C3%28', '%ED%A0%80', '1%', 'alice%'];

type BodyRow = readonly [name: string, body: string | Buffer];

/** Refused where a body is required. */
const emptyBody: BodyRow = ['an empty body', ''];

/** Bodies that are not JSON in UTF-8. */
const bodies: readonly BodyRow[] = [
  ['white space', ' \n'],
  ['a word', 'title'],
  ['a form', 'title=x'],
  ['JSON that is cut off', '{"title":"x"'],
  ['JSON that is cut off within a string', '{"title":"x'],
  ['single quotes', "{'title':'x'}"],
  ['a trailing comma', '{"title":"x",}'],
  ['a comment', '{"title":"x"} // x'],
  ['two documents', '{"title":"x"}{"title":"y"}'],
  ['garbage after JSON', '{"title":"x"}]'],
  ['U+0000 after JSON', '{"title":"x"}\0'],
  ['a line break in a string', '{"title":"a\nb"}'],
  ['a control character in a string', '{"title":"\u0001"}'],
  ['an unknown escape', '{"title":"\\x41"}'],
  ['NaN', '{"title":NaN}'],
  ['a hexadecimal number', '{"title":0x10}'],
  ['two byte-order marks', '\ufeff\ufeff{"title":"x"}'],
  ['a byte-order mark after JSON', '{"title":"x"}\ufeff'],
  ['a byte-order mark alone', '\ufeff'],
  ['UTF-16', Buffer.from('\ufeff{"title":"x"}', 'utf16le')],
  ['white space that JSON does not have', '{"title":\u00a0"x"}'],
  ['ever deeper arrays', '['.repeat(65_536)],
  ['a byte that UTF-8 never has', Buffer.from('{"title":"\xff"}', 'latin1')],
  ['UTF-8 that is cut off', Buffer.from('{"title":"\xe2\x82"}', 'latin1')],
  ['a surrogate in UTF-8', Buffer.from('{"title":"\xed\xa0\x80"}', 'latin1')],
  ['an overlong form', Buffer.from('{"title":"\xc0\x80"}', 'latin1')],
  ['bytes beyond Unicode', Buffer.from('{"title":"\xf4\x90\x80\x80"}', 'latin1')],
  ['UTF-16', Buffer.from('{"title":"x"}', 'utf16le')],
];

/** Adds to the query of a URL, which may have one. */
function withQuery(url: string, query: string): string {
  return url + (url.includes('?') ? query.replace('?', '&') : query);
}

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(400)) {
  const { url, ...request } = requestOf(operation);

  t.test(`${operation.id} refuses a query that it does not have`, (t) =>
    testRows(t, queries, async (t, [, query]) => {
      const response = await server.request({ ...request, url: withQuery(url, query) });
      matchProblem(t, response, 400, '/problems/invalid-query');
    }),
  );
}

for (const operation of operationsWhere(({ parameters }) => !parameters.some(({ name }) => name === 'limit'))) {
  t.test(`${operation.id} refuses a parameter that only another operation has`, async (t) => {
    const { url, ...request } = requestOf(operation);
    matchProblem(
      t,
      await server.request({ ...request, url: withQuery(url, '?limit=1') }),
      400,
      '/problems/invalid-query',
    );
  });
}

for (const operation of operationsWhere(({ path }) => path.includes('{'))) {
  t.test(`${operation.id} refuses a path that is not percent-encoded UTF-8`, async (t) => {
    const { url: _, ...request } = requestOf(operation);
    const places = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    const rows = places.flatMap((name) => segments.map((segment) => [`${name} ${segment}`, name, segment] as const));
    await testRows(t, rows, async (t, [, name, segment]) => {
      const target = operation.path.replace(`{${name}}`, segment).replaceAll(/\{\w+\}/g, '1');
      matchProblem(t, await server.request({ ...request, url: target }), 400, '/problems/malformed-path');
    });
  });
}

for (const operation of operationsWhere(({ body }) => body !== undefined)) {
  const { payload: _, ...request } = requestOf(operation);

  t.test(`${operation.id} refuses a body that is not JSON in UTF-8`, (t) =>
    testRows(t, operation.body?.required === true ? [emptyBody, ...bodies] : bodies, async (t, [, payload]) => {
      const response = await server.request({ ...request, headers: json, payload });
      matchProblem(t, response, 400, '/problems/malformed-body');
    }),
  );

  t.test(`${operation.id} refuses a body that is shorter or longer than Content-Length`, async (t) => {
    for (const length of ['5', '50', '500']) {
      const headers = { ...json, 'content-length': length };
      const response = await server.request({ ...request, headers, payload: '{"title":"x"}' });
      matchProblem(t, response, 400, '/problems/malformed-body');
    }
  });
}

for (const operation of operationsWhere(({ body }) => body?.required === true)) {
  t.test(`${operation.id} refuses a request without a body`, async (t) => {
    const { payload: _, ...request } = requestOf(operation);
    const empty = { headers: chunked, payload: Readable.from([]) };
    for (const sent of [{}, { headers: json }, empty]) {
      matchProblem(t, await server.request({ ...request, ...sent }), 400, '/problems/malformed-body');
    }
  });
}
