import { toUtcDateTime } from '../../values/date-time.ts';

/** Returns a due date as it is stored. @throws RangeError for a text that the contract does not let through */
export function dueDateOf(text: string | null): string | null {
  if (text === null) return null;
  const utcText = toUtcDateTime(text);
  if (utcText === undefined) throw new RangeError('due_date is not a date-time');
  return utcText;
}
