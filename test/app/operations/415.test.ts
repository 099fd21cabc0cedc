import { Readable } from 'node:stream';
import t from 'tap';
import { lastHeaders, listenRaw } from '../raw-http.ts';
import { matchGenericProblem, matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServer, startServerWithoutDatabase, tokenOf, type TestRequest } from '../../support/server.ts';
import { createTask, storedTasks } from '../../support/tasks.ts';
import { bodyOf, operationsDeclaring, requestOf, successOf } from './requests.ts';

const operations = operationsDeclaring(415);
const withBody = operations.filter(({ body }) => body);
const withoutBody = operations.filter(({ body }) => !body);

/** `Content-Type` headers that are refused, even with a body that is JSON. */
const mediaTypes = [
  'text/plain',
  'text/json',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/problem+json',
  'application/merge-patch+json',
  'application/jsonp',
  'application/*',
  '*/*',
  'application',
  'garbage',
  ';;;',
  '',
  'application/json, text/plain',
  'application/json; charset=latin1',
  'application/json; charset=iso-8859-1',
  'application/json; charset=utf-16',
  'application/json; charset=""',
];
const headerRows: readonly (readonly [name: string, headers: Readonly<Record<string, string>>])[] = [
  ['no Content-Type', {}],
  ...mediaTypes.map((type) => [`Content-Type: ${type}`, { 'content-type': type }] as const),
];

const chunkedJson = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };

/** Bodies for operations that take none. A stream can be read once, so every row makes its own. */
const unexpectedBodies: readonly (readonly [name: string, body: () => TestRequest])[] = [
  ['of no media type', () => ({ payload: Buffer.from('{}') })],
  // Fastify refuses longer bodies by itself: this one is as long as its limit.
  ['of one byte', () => ({ payload: Buffer.from('1') })],
  ...['application/json', 'text/plain', 'application/merge-patch+json', 'garbage'].map(
    (type) => [`of ${type}`, () => ({ headers: { 'content-type': type }, payload: '{}' })] as const,
  ),
  ['of 2 MiB in chunks', () => ({ headers: chunkedJson, payload: Buffer.alloc(2 ** 21) })],
  ['of two chunks', () => ({ headers: chunkedJson, payload: Readable.from(['{', '}']) })],
];

t.test('some operations take a request body and some do not', async (t) => {
  t.not(withBody.length, 0);
  t.not(withoutBody.length, 0);
});

for (const operation of withBody) {
  t.test(`${operation.id} refuses a body of another media type and names the one it takes`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    const accepted = operation.body?.mediaTypes ?? [];
    const refused = headerRows.filter(([, headers]) => !accepted.includes(headers['content-type'] ?? ''));
    await testRows(t, refused, async (t, [, headers]) => {
      const payload = Buffer.from('{"title":"x"}');
      const response = await server.request({ ...requestOf(operation), headers, payload });
      matchProblem(t, response, 415, '/problems/unsupported-media-type');
      t.equal(response.headers.accept, accepted.join(', '));
    });
  });

  t.test(`${operation.id} refuses two Content-Type headers, even if they agree`, async (t) => {
    const exchange = await listenRaw((await startServerWithoutDatabase(t)).app);
    const { method, url } = requestOf(operation);
    for (const second of ['text/plain', 'application/json']) {
      const { status, headers, body } = await exchange(
        [
          `${method} ${url} HTTP/1.1`,
          `Authorization: Bearer ${tokenOf('alice')}`,
          'Content-Type: application/json',
          'Content-Length: 13',
          `Content-Type: ${second}`,
          `${lastHeaders}{"title":"x"}`,
        ].join('\r\n'),
      );
      t.equal(status, 415, second);
      t.equal(headers['accept'], operation.body?.mediaTypes.join(', '));
      t.match(JSON.parse(body), { type: '/problems/unsupported-media-type', status: 415 });
    }
  });
}

/** Spellings of the declared media type. */
const spellings = [
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'Application/JSON ; Charset=Utf-8',
  'application/json; profile=x',
  'application/json; charset=utf8',
  'APPLICATION/JSON; CHARSET=UTF8; version=1',
];

for (const operation of withBody) {
  t.test(`${operation.id} accepts every spelling of JSON in UTF-8`, async (t) => {
    const server = await startServer(t);
    const { id } = await createTask(server, 'alice');
    for (const type of spellings) {
      // A byte-order mark before the JSON is skipped.
      const body = { ...bodyOf(operation), ...('title' in bodyOf(operation) ? { title: 'é' } : {}) };
      const sent = { headers: { 'content-type': type }, payload: `\ufeff${JSON.stringify(body)}` };
      const response = await server.request({ ...requestOf(operation, { id }), ...sent });
      t.equal(response.statusCode, successOf(operation), type);
      t.match(response.json(), body);
    }
  });
}

for (const operation of withoutBody) {
  t.test(`${operation.id} refuses any body, before it asks the database`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    await testRows(t, unexpectedBodies, async (t, [, body]) => {
      const response = await server.request({ ...requestOf(operation), ...body() });
      matchGenericProblem(t, response, 415, '/problems/unsupported-media-type');
      t.notOk('accept' in response.headers, 'no media type would be accepted');
    });
  });
}

t.test('a refused body changes nothing', async (t) => {
  const server = await startServer(t);
  const { id } = await createTask(server, 'alice');
  const before = await storedTasks(server.db);
  for (const operation of operations) {
    const request = { ...requestOf(operation, { id }), headers: { 'content-type': 'text/plain' }, payload: '{}' };
    matchProblem(t, await server.request(request), 415, '/problems/unsupported-media-type');
    t.strictSame(await storedTasks(server.db), before, operation.id);
  }
});
