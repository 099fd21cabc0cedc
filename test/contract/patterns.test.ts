import fc from 'fast-check';
import t from 'tap';
import { compilePattern } from '../../src/contract/patterns.ts';
import { createAjv } from '../../scripts/contract/ajv.ts';

/** The pattern that has a test of its own. */
const utc = '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z$';
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
  const pattern = compilePattern(utc, 'u');
  t.notOk(pattern instanceof RegExp);
  const texts = fc.oneof(nearTimes, fc.string(), fc.constant(time), fc.constant(`${time}\n`));
  fc.assert(
    fc.property(texts, (value) => pattern.test(value) === new RegExp(utc, 'u').test(value)),
    { numRuns: 2_000 },
  );
});

const oddTexts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.string({ unit: fc.constantFrom('\0', '\u001f', '\n', ' ', '\u0085', '\ufeff', '\ud800', '\udc00', 'a') }),
);

t.test('the formats of texts agree with their words', async (t) => {
  const words = {
    text: /^[^\0\p{Surrogate}]*$/u,
    'non-blank-text': /^(?![\p{White_Space}\ufeff]+$)[^\0\p{Surrogate}]*$/u,
    'single-line-text': /^[ -\ud7ff\ue000-\u{10ffff}]*$/u,
  };
  for (const [format, pattern] of Object.entries(words)) {
    const validate = createAjv({}).compile({ type: 'string', format });
    fc.assert(
      fc.property(oddTexts, (text) => validate(text) === pattern.test(text)),
      { numRuns: 2_000 },
    );
    t.pass(format);
  }
});

t.test('a title of white space alone is refused, whichever it is', async (t) => {
  const validate = createAjv({}).compile({ type: 'string', format: 'non-blank-text' });
  const points = Array.from({ length: 0x3001 }, (_, code) => String.fromCodePoint(code));
  const blank = points.filter((point) => /\p{White_Space}/u.test(point));
  t.equal(blank.length, 25);
  // Escaped: a line separator in the name of an assertion breaks the report.
  for (const text of [...blank, '\ufeff', ' \u0085']) t.notOk(validate(text), encodeURIComponent(text));
  for (const text of ['\u200b', '\u2060', '\u0085x', '\ufeff.']) t.ok(validate(text), encodeURIComponent(text));
});

t.test('compiles any other pattern to a RegExp', async (t) => {
  t.ok(compilePattern('^a+$', 'u') instanceof RegExp);
  t.ok(compilePattern(utc, '') instanceof RegExp);
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
