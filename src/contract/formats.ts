import { dateTimeAdvice } from '../values/date-time-advice.ts';
import { isDateTime, isDayOrTime } from '../values/date-time.ts';
import { isEntityTags } from '../values/entity-tags.ts';
import { isNonBlankText, isSingleLineText, isText } from '../values/text.ts';
import { isTimeZone } from '../values/time-zone.ts';

/**
 * Formats of the contract that the generated validators check with our own code. Those of texts stand for rules that a
 * pattern cannot express in every language: a lone surrogate has no spelling in Go, Rust or Python. A pattern of a list
 * of entity tags would take exponential time.
 */
export const formats = {
  'date-time': { type: 'string', validate: isDateTime },
  'day-or-time': { type: 'string', validate: isDayOrTime },
  'entity-tags': { type: 'string', validate: isEntityTags },
  text: { type: 'string', validate: isText },
  'non-blank-text': { type: 'string', validate: isNonBlankText },
  'single-line-text': { type: 'string', validate: isSingleLineText },
  'time-zone': { type: 'string', validate: isTimeZone },
} as const;

/**
 * By format: says what to send instead of a refused value, or undefined if there is nothing to say. It follows the
 * sentence about the rule.
 */
export const formatAdvice: ReadonlyMap<string, (value: unknown) => string | undefined> = new Map([
  ['date-time', dateTimeAdvice],
  ['day-or-time', dateTimeAdvice],
]);
