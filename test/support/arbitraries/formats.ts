import { isDay, isTime } from './times.ts';

/** True for a list of entity tags (RFC 9110, section 8.8.3), which may have empty elements. */
function isTagList(text: string): boolean {
  // Commas stand in tags too, so the tags go first.
  const rest = text.replaceAll(/(?:W\/)?"[!#-~\x80-\xff]*"/g, '\0');
  const elements = rest.split(',').map((element) => element.replaceAll(/^[ \t]+|[ \t]+$/g, ''));
  return elements.every((element) => ['', '\0'].includes(element)) && rest.includes('\0') && !text.includes('\0');
}

/** True for a name in the IANA database, as the time zones of this process know it. */
function isTimeZone(text: string): boolean {
  try {
    return new Date(0).toLocaleString('en', { timeZone: text }) !== '' && !/^[+-]/.test(text);
  } catch {
    return false;
  }
}

/** The formats of the contract, by the words of specs/features/task-crud.md. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isTime,
  'day-or-time': (text) => isDay(text) || isTime(text),
  'time-zone': isTimeZone,
  'entity-tags': (text) => text.trim() === '*' || isTagList(text),
  text: (text) => /^[^\0\p{Surrogate}]*$/u.test(text),
  'non-blank-text': (text) => /^(?![\p{White_Space}\ufeff]+$)[^\0\p{Surrogate}]*$/u.test(text),
};

export const formatNames: readonly string[] = Object.keys(formats);

/** True if a text has a format. Any text has none. */
export function hasFormat(format: string | undefined, text: string): boolean {
  return format === undefined || formats[format]?.(text) === true;
}
