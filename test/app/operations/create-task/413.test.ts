import { Readable } from 'node:stream';
import t from 'tap';
import { matchProblem, startServerWithoutDatabase } from '../../../support/server.ts';
import { json, post } from './posts.ts';

const bodies = [
  ['white space beyond the limit', '{"title":"x"}'.padEnd(65537)],
  ['a text beyond the limit', JSON.stringify({ title: 'x'.repeat(70_000) })],
  ['what fits in characters but not in bytes', JSON.stringify({ title: 'ü'.repeat(40_000) })],
  ['what is no JSON', 'x'.repeat(1_000_000)],
] as const;

for (const [name, body] of bodies) {
  t.test(`${name}, with its length and in chunks`, async (t) => {
    const server = await startServerWithoutDatabase(t);
    matchProblem(t, await post(server, body), 413, '/problems/content-too-large');
    const chunks = Readable.from([body.slice(0, 30_000), body.slice(30_000)]);
    const chunked = await post(server, chunks, { ...json, 'transfer-encoding': 'chunked' });
    matchProblem(t, chunked, 413, '/problems/content-too-large');
  });
}

t.test('a length beyond the limit is refused before the body is read', async (t) => {
  const server = await startServerWithoutDatabase(t);
  let reads = 0;
  const body = new Readable({
    read() {
      reads += 1;
      this.push(null);
    },
  });
  const response = await post(server, body, { ...json, 'content-length': '65537' });
  matchProblem(t, response, 413, '/problems/content-too-large');
  t.equal(reads, 0);
});
