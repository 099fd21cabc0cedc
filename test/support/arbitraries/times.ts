import fc from 'fast-check';

const grammar = /^(\d{4}-\d\d-\d\d)t(\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:z|[+-](\d\d):(\d\d))$/i;

/**
 * True for a date-time of the contract: RFC 3339 to the nanosecond, no leap second, in the years 0001 to 9999 in UTC.
 */
export function isTime(text: string): boolean {
  const [, day = '', hour, minute, second, offsetHour = 0, offsetMinute = 0] = grammar.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return false;
  if (Number(hour) > 23 || Number(offsetHour) > 23) return false;
  if ([minute, second, offsetMinute].some((part) => Number(part) > 59)) return false;
  const year = new Date(text.toUpperCase().replace(/\.\d+/, '')).getUTCFullYear();
  return !day.startsWith('0000') && year >= 1 && year <= 9999;
}

/** True for a calendar day of the years 0001 to 9999. */
export function isDay(text: string): boolean {
  return text.length === 10 && isTime(`${text}T00:00:00Z`);
}

const edges = [
  '0001-01-01T00:00:00Z',
  '0001-01-01T23:59:00+23:59',
  '9999-12-31T23:59:59.999999Z',
  '9999-12-31T00:00:59-23:59',
  '2024-02-29T12:00:00-00:00',
  '2000-02-29T00:00:00.000001z',
  '9999-12-31T23:59:59.999999999Z',
];

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/**
 * Date-times in every spelling of RFC 3339. They keep a day's distance from either end, so that no offset leaves 0001
 * to 9999.
 */
export const times: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(...edges) },
  {
    weight: 4,
    arbitrary: fc
      .record({
        utc: fc.date({
          min: new Date('0001-01-02T00:00:00Z'),
          max: new Date('9999-12-30T00:00:00Z'),
          noInvalidDate: true,
        }),
        separator: fc.constantFrom('T', 't'),
        fraction: fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,9}$/)),
        offset: fc.oneof(fc.constantFrom('Z', 'z'), fc.integer({ min: -1439, max: 1439 })),
      })
      .map(({ utc, separator, fraction, offset }) => {
        const minutes = typeof offset === 'number' ? offset : 0;
        const [date, time] = new Date(utc.getTime() + minutes * 60_000).toISOString().slice(0, 19).split('T');
        const distance = Math.abs(minutes);
        const zone =
          typeof offset === 'string'
            ? offset
            : `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(distance / 60))}:${twoDigits(distance % 60)}`;
        return `${date ?? ''}${separator}${time ?? ''}${fraction}${zone}`;
      }),
  },
);

/** Calendar days. */
export const days: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('0001-01-01', '2024-02-29', '9999-12-31'),
  times.map((time) => time.slice(0, 10)),
);

/** Texts in the form of a date-time that name no time, or one that is refused. */
export const wrongTimes: fc.Arbitrary<string> = fc.constantFrom(
  ...[
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
  ].map((day) => `${day}T00:00:00Z`),
  ...['24:00:00', '00:60:00', '23:59:60', '23:59:61', '99:99:99'].map((time) => `2016-12-31T${time}Z`),
  ...['+24:00', '-24:00', '+00:60', '+99:99'].map((offset) => `2026-01-01T00:00:00${offset}`),
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
);
