import { isTime } from './times.ts';

/** The formats of the contract, by the words of specs/features/task-crud.md. */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': isTime,
  text: (text) => /^[^\0\p{Surrogate}]*$/u.test(text),
  'non-blank-text': (text) => /^(?![\p{White_Space}\ufeff]+$)[^\0\p{Surrogate}]*$/u.test(text),
};

export const formatNames: readonly string[] = Object.keys(formats);

/** True if a text has a format. Any text has none. */
export function hasFormat(format: string | undefined, text: string): boolean {
  return format === undefined || formats[format]?.(text) === true;
}
