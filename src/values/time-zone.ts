/** Making one takes a third of a millisecond, so they are kept. There are some 600 names. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns the format that writes days in a time zone. @throws RangeError for an unknown time zone */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  const name = timeZone.toLowerCase();
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat('en-CA', { timeZone, calendar: 'iso8601', dateStyle: 'short' });
  formats.set(name, format);
  return format;
}

/** Returns true if a text names a time zone of the IANA database. Letter case is ignored. */
export function isTimeZone(name: string): boolean {
  try {
    formatIn(name);
    return true;
  } catch {
    return false;
  }
}

/** Returns the calendar day of a moment in a time zone, `YYYY-MM-DD`. @throws RangeError for an unknown time zone */
export function dayIn(timeZone: string, moment: Date): string {
  return formatIn(timeZone).format(moment);
}
