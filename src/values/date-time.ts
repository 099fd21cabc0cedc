const grammar = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/**
 * Converts an RFC 3339 date-time with up to nine fractional digits to UTC. Digits after the sixth are cut off: rounding
 * could move a time into the next second, or year.
 *
 * @returns `YYYY-MM-DDTHH:MM:SS.ffffffZ`, or undefined if the text is not a date-time or Postgres would not give it
 * back in that form: a leap second (Postgres moves it), year 0000, or a year outside 0001 to 9999 in UTC.
 */
export function toUtcDateTime(text: string): string | undefined {
  const match = grammar.exec(text);
  if (!match) return undefined;
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [part(1), part(2), part(3), part(4), part(5), part(6)];
  const [offsetHour, offsetMinute] = [part(9), part(10)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return undefined;
  const date = new Date(0);
  // Date.UTC() would read the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offsetMinutes = (offsetHour * 60 + offsetMinute) * (match[8] === '-' ? -1 : 1);
  date.setUTCHours(hour, minute - offsetMinutes, second);
  const utcYear = date.getUTCFullYear();
  if (utcYear < 1 || utcYear > 9999) return undefined;
  return `${date.toISOString().slice(0, 19)}.${(match[7] ?? '').slice(0, 6).padEnd(6, '0')}Z`;
}

const zero = 0x30;
const nine = 0x39;

/** Returns true if a text has ASCII digits from one index up to, not including, another. */
function hasDigits(text: string, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (code < zero || code > nine) return false;
  }
  return true;
}

/**
 * Returns true if a text has the form `YYYY-MM-DDTHH:MM:SS.ffffffZ` of `toUtcDateTime()`. The numbers in it may be
 * out of range. Written out, since every time of every answer is checked: a loop over the form takes twice as long.
 */
export function hasUtcForm(text: string): boolean {
  return (
    text.length === 27 &&
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    text[19] === '.' &&
    text[26] === 'Z' &&
    hasDigits(text, 0, 4) &&
    hasDigits(text, 5, 7) &&
    hasDigits(text, 8, 10) &&
    hasDigits(text, 11, 13) &&
    hasDigits(text, 14, 16) &&
    hasDigits(text, 17, 19) &&
    hasDigits(text, 20, 26)
  );
}

/** Reads the two digits at an index. The text must have digits there. */
function twoDigits(text: string, index: number): number {
  return (text.charCodeAt(index) - zero) * 10 + text.charCodeAt(index + 1) - zero;
}

/**
 * Returns true for a time in the form of `toUtcDateTime()` on a day that every month has (1 to 28). The response check
 * looks at every time of an answer: this accepts nearly all of them in a tenth of the time that the full parser takes.
 */
function isCommonUtcTime(text: string): boolean {
  if (!hasUtcForm(text)) return false;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  return (
    !text.startsWith('0000') &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    twoDigits(text, 11) <= 23 &&
    twoDigits(text, 14) <= 59 &&
    twoDigits(text, 17) <= 59
  );
}

/** Returns true if a text is a date-time that Postgres can store and give back. */
export function isDateTime(text: string): boolean {
  return isCommonUtcTime(text) || toUtcDateTime(text) !== undefined;
}

const dayGrammar = /^\d{4}-\d{2}-\d{2}$/;

/** Returns true if a text is a calendar day, `YYYY-MM-DD` from 0001-01-01 on (RFC 3339, full-date). */
export function isDay(text: string): boolean {
  return dayGrammar.test(text) && isDateTime(dayStart(text));
}

/** Returns the first moment of a day in UTC, in the form of `toUtcDateTime()`. */
export function dayStart(day: string): string {
  return `${day}T00:00:00.000000Z`;
}

/** Returns the last moment of a day in UTC, in the form of `toUtcDateTime()`. */
export function dayEnd(day: string): string {
  return `${day}T23:59:59.999999Z`;
}

/** Returns true if a text is a day, or a date-time that Postgres can store and give back. */
export function isDayOrTime(text: string): boolean {
  return text.length === 10 ? isDay(text) : isDateTime(text);
}
