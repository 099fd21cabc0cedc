import { dayEnd, dayStart, isDay, toUtcDateTime } from '../../values/date-time.ts';

/**
 * Returns a due date in the form that a task has: a day as it was sent, a time in UTC.
 *
 * @throws RangeError for a text that the contract does not let through
 */
export function dueDateOf(text: string | null): string | null {
  if (text === null || isDay(text)) return text;
  const utcText = toUtcDateTime(text);
  if (utcText === undefined) throw new RangeError('due_date is neither a day nor a date-time');
  return utcText;
}

/** A due date as its columns hold it: a moment, and the day if it is one. */
export interface DueDateColumns {
  readonly due_date: string | null;
  readonly due_day: string | null;
}

/** Returns the columns of a due date. @throws RangeError as `dueDateOf()` does */
export function dueDateColumns(text: string | null): DueDateColumns {
  const due = dueDateOf(text);
  if (due === null || !isDay(due)) return { due_date: due, due_day: null };
  return { due_date: dayStart(due), due_day: due };
}

/** Returns the first moment that a lower bound lets through. */
export function firstMoment(bound: string): string | null {
  return dueDateColumns(bound).due_date;
}

/** Returns the last moment that an upper bound lets through. */
export function lastMoment(bound: string): string | null {
  return isDay(bound) ? dayEnd(bound) : dueDateOf(bound);
}
