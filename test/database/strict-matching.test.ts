/** Streams that a server or a relay may send, and what the pool makes of them. An uncaught error fails these tests. */
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import t, { type Test } from 'tap';
import { integer } from '../../src/database/decoders.ts';
import { databaseProblem } from '../../src/database/errors.ts';
import { openPool, type Database } from '../../src/database/pool.ts';
import { statement } from '../../src/database/statement.ts';
import { answers, message, startFakePostgres, type FakePostgres } from './fake-postgres.ts';
import { failureOf } from './pool-support.ts';

// Most of these tests wait.
t.jobs = 25;

const one = statement((db) => db.selectNoFrom(sql<number>`1`.as('n')), { n: integer });
const { bound, closed, complete, completeEmpty, error, parsed, ready, row } = answers;

/** The answer of a sane server. */
function sane(types: string, echo: string): Buffer {
  const preparing = types.startsWith('C') ? [closed, parsed] : [];
  return Buffer.concat([...preparing, bound, row('1', echo), complete, ready]);
}

/** The types of the statement that proves an answer without rows. */
const proof = 'CpBE';

/** Answers every statement with an error, and proves it. */
function failing(code: string): (types: string, echo: string) => Buffer {
  return (types, echo) => (types === proof ? sane(types, echo) : Buffer.concat([error(code), ready]));
}

async function open(t: Test, connections = 1): Promise<{ readonly fake: FakePostgres; readonly pool: Database }> {
  const fake = await startFakePostgres(t);
  fake.answer(sane);
  const pool = openPool({ address: fake.address, connections, onConnectionLost: () => undefined });
  t.teardown(() => pool.close());
  t.strictSame(await pool.read(one, {}), [{ n: 1 }]);
  return { fake, pool };
}

/** Answers of a statement that is prepared already, and does not fit it. */
const unfit: Readonly<Record<string, (row: Buffer) => readonly Buffer[]>> = {
  'a ReadyForQuery alone': () => [ready],
  'a ReadyForQuery before the answer': (row) => [ready, bound, row, complete, ready],
  'an answer without its beginning': (row) => [row, complete, ready],
  'an answer without its end': (row) => [bound, row, ready],
  'a row after the end': (row) => [bound, completeEmpty, row, ready],
  'two ends': (row) => [bound, row, complete, complete, ready],
  'two errors': () => [error('22012'), error('22012'), ready],
  'an error, and an answer': (row) => [error('22012'), bound, row, complete, ready],
  'an answer that prepares': (row) => [closed, parsed, bound, row, complete, ready],
  'an empty query': () => [bound, message('I'), ready],
  'a request for copy data': () => [bound, message('G', Buffer.alloc(3)), ready],
  'an unknown message': () => [message('?', 'what is it'), ready],
  'a length below zero': () => [Buffer.from('D\x80\0\0\0', 'latin1')],
  'a row that is longer than its message': () => [
    bound,
    message('D', Buffer.from([0, 9, 0, 0, 0, 99])),
    complete,
    ready,
  ],
  'random bytes': () => [Buffer.from('8f1c2200ff00a7d3e5b89122', 'hex')],
  'the row of another statement': () => [bound, row('1', '0'), complete, ready],
  'a row without an echo': () => [bound, row('1'), complete, ready],
  'an answer without rows, and no proof of it': () => [bound, completeEmpty, ready],
  'an answer with a row more than it counts': (row) => [bound, row, row, complete, ready],
  'rows without their number': (row) => [bound, row, message('C', 'SELECT\0'), ready],
};

for (const [name, messages] of Object.entries(unfit)) {
  t.test(`ends the connection, and nothing else, after ${name}`, async (t) => {
    const { fake, pool } = await open(t);
    t.strictSame(await pool.write(one, { userId: 'alice' }), [{ n: 1 }]);
    fake.answer((_types, echo) => Buffer.concat(messages(row('1', echo))));
    // A write, because it is sent once. Bytes that await more bytes are noticed by the deadline only.
    t.match(databaseProblem(await failureOf(pool.write(one, { userId: 'alice' })))?.answer, { status: 503 });
    fake.answer(sane);
    t.strictSame(await pool.read(one, {}), [{ n: 1 }]);
    t.equal(fake.open(), 1);
  });
}

t.test('gives up all statements of a connection whose answers do not fit', async (t) => {
  const { fake, pool } = await open(t);
  fake.answer((types, echo) => Buffer.concat([ready, sane(types, echo)]));
  const failures = await Promise.all([1, 2, 3].map(() => failureOf(pool.read(one, {}))));
  for (const failure of failures) t.match(databaseProblem(failure)?.answer, { status: 503 });
});

/** Whole answers of another statement, which come twice. */
const answersTwice: Readonly<Record<string, (types: string, echo: string) => Buffer>> = {
  'with a row': sane,
  'without rows': () => Buffer.concat([bound, completeEmpty, ready]),
  'with an error': () => Buffer.concat([error('55P03'), ready]),
};

for (const [name, make] of Object.entries(answersTwice)) {
  t.test(`does not mistake a second answer ${name} for the answer to the next statement`, async (t) => {
    const { fake, pool } = await open(t);
    fake.received.length = 0;
    fake.answer((types, echo) => {
      const answer = (fake.received.length === 1 ? make : sane)(types, echo);
      return fake.received.length === 1 ? Buffer.concat([answer, answer]) : answer;
    });
    const [, second] = await Promise.allSettled([1, 2].map(() => pool.read(one, {})));
    t.match(second, { status: 'fulfilled', value: [{ n: 1 }] }, 'the second statement is asked again');
    t.ok(fake.received.length > 2, fake.received.join());
  });
}

t.test('does not mistake an answer whose row was lost for an answer without rows', async (t) => {
  const { fake, pool } = await open(t);
  fake.answer((types, echo) => (types === proof ? sane(types, echo) : Buffer.concat([bound, complete, ready])));
  t.match(databaseProblem(await failureOf(pool.write(one, { userId: 'alice' })))?.answer, { status: 503 });
});

t.test('ends the connection after an answer that no statement asked for', async (t) => {
  const { fake, pool } = await open(t);
  fake.answer((types, echo) => Buffer.concat([sane(types, echo), sane('BE', echo)]));
  t.strictSame(await pool.read(one, {}), [{ n: 1 }], 'the first answer belongs to its statement');
  await setTimeout(100);
  t.equal(fake.open(), 0);
});

t.test('accepts messages that Postgres sends at any time', async (t) => {
  const { fake, pool } = await open(t);
  const notice = message('N', 'SNOTICE\0C00000\0Mnothing\0\0');
  const status = message('S', 'TimeZone\0UTC\0');
  fake.answer((types, echo) => Buffer.concat([notice, status, sane(types, echo), status]));
  t.strictSame(await pool.read(one, {}), [{ n: 1 }]);
});

t.test('sends a statement again, with its text, when the connection does not know it', async (t) => {
  const { fake, pool } = await open(t);
  fake.received.length = 0;
  fake.answer((types, echo) => (types === 'BE' ? failing('26000') : sane)(types, echo));
  t.strictSame(await pool.write(one, { userId: 'alice' }), [{ n: 1 }]);
  t.strictSame(fake.received, ['BE', proof, 'CPBE']);
  t.strictSame(await pool.write(one, { userId: 'alice' }).catch(() => 'refused'), [{ n: 1 }], 'and again later');
});

t.test('sends an unknown statement again only once', async (t) => {
  const { fake, pool } = await open(t);
  fake.received.length = 0;
  fake.answer(failing('26000'));
  t.match(await failureOf(pool.write(one, { userId: 'alice' })), { code: '26000' });
  t.strictSame(fake.received, ['BE', proof, 'CPBE', proof]);
});

t.test('sends a read again when the server ends the connection with an error, and not a write', async (t) => {
  const { fake, pool } = await open(t);
  let ends = 0;
  fake.answer((types, echo) => {
    ends += 1;
    return ends === 1 ? Buffer.concat([error('57P01'), message('?')]) : sane(types, echo);
  });
  t.strictSame(await pool.read(one, {}), [{ n: 1 }]);
  ends = 0;
  const failure = databaseProblem(await failureOf(pool.write(one, { userId: 'alice' })));
  t.match(failure?.answer, { status: 503 });
  t.notMatch(failure?.answer.detail ?? '', /may or may not/, 'Postgres said that nothing was stored');
});

t.test('uses no connection that ends with the bytes that open it', async (t) => {
  const { fake, pool } = await open(t, 10);
  // In a pool of ten, writers set a limit for locks as soon as they are connected.
  fake.answer((types, echo) => Buffer.concat([sane(types, echo), sane('BE', echo)]));
  for (const userId of ['alice', 'bob', 'carol']) {
    t.match(databaseProblem(await failureOf(pool.write(one, { userId })))?.answer, { status: 503 });
  }
  fake.answer(sane);
  t.strictSame(await pool.write(one, { userId: 'alice' }), [{ n: 1 }]);
});
