import fc from 'fast-check';
import t from 'tap';
import { compilePattern } from '../../src/contract/patterns.ts';
import { createAjv } from '../../scripts/contract/ajv.ts';

/** The patterns that have a test of their own. */
const storable = '^[^\\u0000\\ud800-\\udfff]*$';
const utc = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z$';
const time = '2026-11-01T08:30:00.123456Z';

/** A time with one character replaced, inserted or removed. */
const nearTimes = fc
  .tuple(
    fc.nat({ max: time.length }),
    fc.constantFrom(0, 1),
    fc.constantFrom('', '0', '9', ':', '-', '/', 'T', 't', '٣'),
  )
  .map(([at, count, character]) => time.slice(0, at) + character + time.slice(at + count));

t.test('a fast test gives the same results as its RegExp', async (t) => {
  const texts = {
    [storable]: fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.string({ unit: fc.constantFrom('\0', '\ud800', '\udc00', 'a') }),
    ),
    [utc]: fc.oneof(nearTimes, fc.string(), fc.constant(time), fc.constant(`${time}\n`)),
  };
  for (const [source, text] of Object.entries(texts)) {
    const pattern = compilePattern(source, 'u');
    const regExp = new RegExp(source, 'u');
    t.notOk(pattern instanceof RegExp, source);
    fc.assert(
      fc.property(text, (value) => pattern.test(value) === regExp.test(value)),
      { numRuns: 2_000 },
    );
    t.pass(source);
  }
});

t.test('compiles any other pattern to a RegExp', async (t) => {
  t.ok(compilePattern('^a+$', 'u') instanceof RegExp);
  t.ok(compilePattern(storable, '') instanceof RegExp);
  t.throws(() => compilePattern('(', 'u'), SyntaxError);
});

t.test('counts lengths in code points', async (t) => {
  const ajv = createAjv({});
  for (const [minLength, maxLength] of [
    [0, 0],
    [1, 1],
    [1, 3],
    [2, 5],
  ] as const) {
    const validate = ajv.compile({ type: 'string', minLength, maxLength });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 8 }), (text) => {
        const { length } = Array.from(text);
        return validate(text) === (length >= minLength && length <= maxLength);
      }),
      { numRuns: 2_000 },
    );
    t.pass(`${minLength} to ${maxLength}`);
  }
  const validate = ajv.compile({ type: 'string', minLength: 2, maxLength: 3 });
  validate('🥛');
  t.match(validate.errors, [
    { keyword: 'minLength', params: { limit: 2 }, message: 'must NOT have fewer than 2 characters' },
  ]);
  validate('🥛🥛🥛🥛');
  t.match(validate.errors, [
    { keyword: 'maxLength', params: { limit: 3 }, message: 'must NOT have more than 3 characters' },
  ]);
});
