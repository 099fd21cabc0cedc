import { isDay } from './date-time.ts';

/** A longer text is no attempt at a date. */
const maxLength = 100;

/** An offset in every form that is common but not RFC 3339. A `+` that a query does not encode arrives as a space. */
const looseOffset = String.raw`Z|UTC|GMT|[+-]?\d{2}:?\d{2}|[+-]\d{1,2}`;

/** A date in the right order, then perhaps a time and an offset, each part in any common form. */
const loose = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(T| +)(\d{1,2}:\d{2})(:\d{2})?(?:[.,]\d+)?( *(?:${looseOffset}))?)?$`,
  'i',
);

const isoStart = /^\d{4}-\d{2}-\d{2}(?!\d)/;
const strictOffset = /^(?:Z|[+-]\d{2}:\d{2})$/i;
const otherOrder = /^\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}(?!\d)/;
const withoutSeparators = /^\d{8}(?:T\d{4,6}Z?)?$/i;
const epoch = /^-?\d{9,19}(?:\.\d+)?$/;

const isoDay = 'write the year in four digits, then month and day, with hyphens: 2026-12-01';
const noNumber = 'send the date as text such as "2026-12-01T18:00:00Z", not as a number of seconds or milliseconds';

/** Names what to change in a text that has the order of a date-time. Empty if it is a day of the calendar. */
function corrections(text: string, match: RegExpExecArray): readonly string[] {
  const [, year = '', month = '', day = '', separator, time = '', seconds, offset] = match;
  if (month.length < 2 || day.length < 2) return ['write month and day with two digits'];
  if (!isDay(`${year}-${month}-${day}`)) return ['there is no such day in the years 0001 to 9999'];
  if (separator === undefined) return [];
  const found = [
    ...(separator.toUpperCase() === 'T' ? [] : ['put a T between date and time']),
    ...(time.length < 5 ? ['write the hour with two digits'] : []),
    ...(seconds === undefined ? ['add the seconds'] : []),
    ...(offset === undefined ? ['add the offset: Z for UTC, or one such as +01:00'] : []),
    ...(offset !== undefined && !strictOffset.test(offset)
      ? ['write the offset as Z or +01:00, without a space (in a query, + is %2B)']
      : []),
  ];
  if (found.length > 0 || /[.,]\d+/.test(text)) return found;
  return ['there is no such time: hours end at 23, minutes and seconds at 59, the years at 9999 in UTC'];
}

/**
 * Says what to send instead of a value that is almost a date-time. A calendar day such as `2026-12-01` needs no advice.
 *
 * @param value as it came; it was refused
 * @returns undefined if there is nothing to say about it. It never repeats any of the value.
 */
export function dateTimeAdvice(value: unknown): string | undefined {
  if (typeof value === 'number') return noNumber;
  if (typeof value !== 'string' || value.length > maxLength) return undefined;
  if (value.trim() !== value) return 'leave out the white space around it';
  const match = loose.exec(value);
  if (match) return corrections(value, match).join(', and ') || undefined;
  if (withoutSeparators.test(value)) return 'separate the parts: 2026-12-01T18:00:00Z';
  if (epoch.test(value)) return noNumber;
  if (isoStart.test(value)) return value.endsWith(']') ? 'leave out the time zone in brackets' : undefined;
  if (otherOrder.test(value)) return isoDay;
  return /\p{L}{3}/u.test(value) ? 'write the date in digits, not in words: 2026-12-01' : undefined;
}
