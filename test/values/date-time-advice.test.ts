import t from 'tap';
import { dateTimeAdvice } from '../../src/values/date-time-advice.ts';
import { testRows } from '../support/rows.ts';

const offset = 'add the offset: Z for UTC, or one such as +01:00';
const offsetForm = 'write the offset as Z or +01:00, without a space (in a query, + is %2B)';
const order = 'write the year in four digits, then month and day, with hyphens: 2026-12-01';
const noSuchDay = 'there is no such day in the years 0001 to 9999';
const noSuchTime = /^there is no such time/;
const number = /^send the date as text such as .*, not as a number/;

/** Refused values, and what to send instead. */
const rows: readonly (readonly [value: unknown, advice: string | RegExp | undefined])[] = [
  ['2026-12-01T10:00:00', offset],
  ['2026-12-01t10:00:00.000', offset],
  ['2026-12-01T10:00', `add the seconds, and ${offset}`],
  ['2026-12-01T10:00Z', 'add the seconds'],
  ['2026-12-01 10:00:00Z', 'put a T between date and time'],
  ['2026-12-01 10:00:00', `put a T between date and time, and ${offset}`],
  ['2026-12-01T9:00:00Z', 'write the hour with two digits'],
  ['2026-12-01T10:00:00+01', offsetForm],
  ['2026-12-01T10:00:00+1', offsetForm],
  ['2026-12-01T10:00:00+0100', offsetForm],
  ['2026-12-01T10:00:00 +01:00', offsetForm],
  ['2026-12-01T10:00:00 01:00', offsetForm],
  ['2026-12-01T10:00:00UTC', offsetForm],
  ['2026-12-01T10:00:00+01:00[Europe/Berlin]', 'leave out the time zone in brackets'],
  [' 2026-12-01T10:00:00Z', 'leave out the white space around it'],
  ['2026-12-01T10:00:00Z\n', 'leave out the white space around it'],
  ['01.12.2026', order],
  ['1.12.26', order],
  ['12/01/2026', order],
  ['2026/12/01', order],
  ['01-12-2026', order],
  ['01.12.2026 10:00', order],
  ['26-12-01T10:00:00Z', order],
  ['2026-12-1', 'write month and day with two digits'],
  ['2026-1-01T10:00:00Z', 'write month and day with two digits'],
  ['20261201', 'separate the parts: 2026-12-01T18:00:00Z'],
  ['20261201T100000Z', 'separate the parts: 2026-12-01T18:00:00Z'],
  ['2026-13-01', noSuchDay],
  ['2026-02-30', noSuchDay],
  ['2026-02-29T10:00:00Z', noSuchDay],
  ['0000-12-01T10:00:00Z', noSuchDay],
  ['2026-12-01T24:00:00Z', noSuchTime],
  ['2026-12-01T10:60:00Z', noSuchTime],
  ['2016-12-31T23:59:60Z', noSuchTime],
  ['2026-12-01T10:00:00+24:00', noSuchTime],
  ['9999-12-31T23:59:59-01:00', noSuchTime],
  ['tomorrow', 'write the date in digits, not in words: 2026-12-01'],
  ['1 Dec 2026', 'write the date in digits, not in words: 2026-12-01'],
  ['Tue Dec 01 2026 10:00:00 GMT+0100 (CET)', 'write the date in digits, not in words: 2026-12-01'],
  ['1796144400', number],
  ['1796144400000', number],
  ['1796144400.5', number],
  [1796144400, number],
  [1796144400000, number],
  // A day is one.
  ['2026-12-01', undefined],
  ['2024-02-29', undefined],
  // Nothing to say.
  ['', undefined],
  ['x', undefined],
  ['17:00:00Z', undefined],
  ['2026-12-01T10:00:00.1234567890Z', undefined],
  ['2026-12-01T10:00:00−01:00', undefined],
  ['9'.repeat(1000), undefined],
  [`${' '.repeat(50_000)}tomorrow`, undefined],
  [true, undefined],
  [null, undefined],
  [{}, undefined],
];

t.test('says what to send instead of a value that is almost a date-time', (t) =>
  testRows(
    t,
    rows.map(([value, advice]) => [`${typeof value} ${JSON.stringify(value)}`, value, advice] as const),
    (t, [, value, advice]) => {
      const given = dateTimeAdvice(value);
      if (advice instanceof RegExp) t.match(given, advice);
      else t.equal(given, advice);
    },
  ),
);
