import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem } from '../../support/problems.ts';
import { testRows } from '../../support/rows.ts';
import { startServer, startServerWithoutDatabase } from '../../support/server.ts';
import { createTask } from '../../support/tasks.ts';
import { bodyOf, operationsDeclaring, requestOf, successOf } from './requests.ts';

const json = { 'content-type': 'application/json' };
const chunked = { ...json, 'transfer-encoding': 'chunked' };

/** Bodies above the limit of 65,536 bytes. */
const bodies = [
  ['one byte of white space too many', Buffer.from('{"title":"x"}'.padEnd(65_537))],
  ['a string above the limit', Buffer.from(JSON.stringify({ title: 'x'.repeat(70_000) }))],
  [
    'a string within the limit in characters, but not in bytes',
    Buffer.from(JSON.stringify({ title: 'ü'.repeat(40_000) })),
  ],
  ['a body that is not JSON', Buffer.from('x'.repeat(1_000_000))],
  ['a body that is not UTF-8', Buffer.alloc(2 ** 21, 0xff)],
] as const;

const server = await startServerWithoutDatabase(t);

for (const operation of operationsDeclaring(413)) {
  const request = requestOf(operation);

  t.test(`${operation.id} refuses a body that is too large, with its length and in chunks`, (t) =>
    testRows(t, bodies, async (t, [, body]) => {
      const sized = await server.request({ ...request, headers: json, payload: body });
      matchProblem(t, sized, 413, '/problems/content-too-large');
      const chunks = Readable.from([body.subarray(0, 30_000), body.subarray(30_000)]);
      const unsized = await server.request({ ...request, headers: chunked, payload: chunks });
      matchProblem(t, unsized, 413, '/problems/content-too-large');
    }),
  );

  t.test(`${operation.id} refuses a length above the limit before it reads the body`, async (t) => {
    let reads = 0;
    const payload = new Readable({
      read() {
        reads += 1;
        this.push(null);
      },
    });
    const response = await server.request({ ...request, headers: { ...json, 'content-length': '65537' }, payload });
    matchProblem(t, response, 413, '/problems/content-too-large');
    t.equal(reads, 0);
  });

  t.test(`${operation.id} accepts a body of exactly 65,536 bytes, with its length and in chunks`, async (t) => {
    const server = await startServer(t);
    const { id } = await createTask(server, 'alice');
    const body = JSON.stringify(bodyOf(operation)).padEnd(65_536);
    const sized = await server.request({ ...requestOf(operation, { id }), headers: json, payload: body });
    t.equal(sized.statusCode, successOf(operation));
    const chunks = Readable.from([body.slice(0, 60_000), body.slice(60_000)]);
    const unsized = await server.request({ ...requestOf(operation, { id }), headers: chunked, payload: chunks });
    t.equal(unsized.statusCode, successOf(operation));
  });
}
