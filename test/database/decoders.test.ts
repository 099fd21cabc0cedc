import t from 'tap';
import { integer, nullable, text } from '../../src/database/decoders.ts';

t.test('text reads any text, and refuses NULL', async (t) => {
  for (const value of ['', ' ', 'null', '\u{10FFFF}\u0001']) t.equal(text(value), value);
  t.throws(() => text(null), TypeError);
});

t.test('integer reads every integer that a number holds exactly', async (t) => {
  for (const value of [0, 1, -1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
    t.equal(integer(String(value)), value);
});

t.test('integer refuses a bigint that a number cannot hold, other text, and NULL', async (t) => {
  for (const value of ['9007199254740992', '-9007199254740992', '9223372036854775807', '1.5', 'x'])
    t.throws(() => integer(value), RangeError, value);
  t.throws(() => integer(null), TypeError);
  t.throws(() => integer('private'), { message: /^(?!.*private)/ }, 'and does not quote it: the error is logged');
});

t.test('nullable reads NULL as null, and leaves the rest to its decoder', async (t) => {
  t.equal(nullable(text)(null), null);
  t.equal(nullable(text)(''), '');
  t.equal(nullable(integer)('42'), 42);
  t.throws(() => nullable(integer)('9007199254740992'), RangeError);
});
