import t from 'tap';
import { isRecord } from '../../src/values/is-record.ts';

t.test('accepts an object', async (t) => {
  for (const value of [{}, { a: 1 }, Object.create(null)]) t.equal(isRecord(value), true);
});

t.test('rejects null, arrays, functions and primitives', async (t) => {
  for (const value of [null, undefined, [], [{}], () => ({}), 'a', 1, true]) t.equal(isRecord(value), false);
});
