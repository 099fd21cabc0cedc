import { isDateTime } from '../values/date-time.ts';
import { isNonBlankText, isSingleLineText, isText } from '../values/text.ts';

/**
 * Formats of the contract that the generated validators check with our own code. Those of texts stand for rules that a
 * pattern cannot express in every language: a lone surrogate has no spelling in Go, Rust or Python.
 */
export const formats = {
  'date-time': { type: 'string', validate: isDateTime },
  text: { type: 'string', validate: isText },
  'non-blank-text': { type: 'string', validate: isNonBlankText },
  'single-line-text': { type: 'string', validate: isSingleLineText },
} as const;
