import fc from 'fast-check';
import { hasFormat } from './formats.ts';
import type { Schema } from './schema.ts';
import { days, times } from './times.ts';

/** Code points that some layer might not treat as a plain character. */
const oddCodePoints = [
  ...[' ', '\t', '\n', '\r', '\u0085', '\u00a0', '\u2028', '\u3000', '\ufeff'],
  ...['\u0001', '\u001f', '\u007f', '\u200b', '\u200d', '\u200f', '\u202e', '\ufffd', '\uffff', '\ue000'],
  ...[
    '\u0301',
    '\u0e33',
    'é',
    'ß',
    'ẞ',
    'İ',
    'ı',
    'ς',
    'ﬁ',
    'א',
    'م',
    '漢',
    '😀',
    '👍',
    '\u{1f3fd}',
    '\u{10400}',
    '\u{10ffff}',
  ],
  ...['%', '_', '\\', '"', "'", '`', '$', '/', '~', '&', '+', '#', '?', '<', '{', '['],
];

/** Texts with a special meaning in JavaScript, JSON, SQL, HTML or URLs. */
const oddTexts = [
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'true', 'NaN', '0', '-1', '1e1'],
  ...['{"title":null}', '[]', '\\u0000', '%00', '%', '$1', '${x}', "'; drop table tasks; --", '<script>', '..', '.'],
];

const codePoints = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.constantFrom(...oddCodePoints) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

/** Well-formed texts with a number of code points in this range: mostly short ones, some of the maximum length. */
export function textsOfLength(minLength: number, maxLength: number): fc.Arbitrary<string> {
  const fitting = oddTexts.filter((text) => text.length >= minLength && text.length <= maxLength);
  const text = (least: number, size: fc.Size | 'max') =>
    fc.string({ unit: codePoints, minLength: least, maxLength, size });
  return fc.oneof(
    { weight: 12, arbitrary: text(minLength, 'small') },
    { weight: 1, arbitrary: text(maxLength, 'max') },
    ...(fitting.length > 0 ? [{ weight: 2, arbitrary: fc.constantFrom(...fitting) }] : []),
  );
}

/** The maximum length of texts whose schema has none. */
const boundless = 5000;

/**
 * True if a pattern refuses only some texts, rather than describing a whole format. The answer is the same for every
 * seed.
 */
export function isLoose(pattern: RegExp, texts: fc.Arbitrary<string>): boolean {
  const samples = fc.sample(texts, { numRuns: 200, seed: 1 });
  return samples.filter((text) => pattern.test(text)).length > samples.length / 2;
}

/** Values of If-Match and If-None-Match. Small numbers are often versions of existing tasks. */
const entityTags = fc.oneof(
  fc.constant('*'),
  fc
    .array(fc.oneof(fc.stringMatching(/^(W\/)?"[1-9]"$/), fc.stringMatching(/^(W\/)?"[!#-~]{0,20}"$/)), {
      minLength: 1,
      maxLength: 5,
    })
    .chain((tags) => fc.constantFrom(',', ', ', ' ,\t,').map((separator) => tags.join(separator))),
);

/** Texts that satisfy a schema. */
export function textsOf({ minLength, maxLength = boundless, pattern, format }: Schema): fc.Arbitrary<string> {
  const isFitting = (text: string): boolean => {
    const { length } = Array.from(text);
    return length >= minLength && length <= maxLength && pattern?.test(text) !== false && hasFormat(format, text);
  };
  if (format === 'date-time') return times.filter(isFitting);
  if (format === 'day-or-time') return fc.oneof(days, times).filter(isFitting);
  if (format === 'time-zone') return fc.constantFrom('Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia');
  if (format === 'entity-tags') return entityTags.filter(isFitting);
  const texts = textsOfLength(minLength, maxLength);
  if (pattern === undefined || isLoose(pattern, texts)) return texts.filter(isFitting);
  return fc.stringMatching(pattern).filter(isFitting);
}
