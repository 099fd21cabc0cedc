import { createHash } from 'node:crypto';
import { toUtcDateTime } from '../../values/date-time.ts';
import type { PagePosition, TaskSelection } from './task.ts';

/** Ties a cursor to the list that it was given for. It need not be secret: the query is bound to the user all the same. */
function bindingOf({ status, sort, q = '' }: TaskSelection): string {
  return createHash('sha256')
    .update(JSON.stringify([status, sort, q]))
    .digest('base64url')
    .slice(0, 8);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && toUtcDateTime(value) === value;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0');
}

const isKey: Record<TaskSelection['sort'], (value: unknown) => value is string | null> = {
  created: isTime,
  title: isText,
  due_date: (value): value is string | null => value === null || isTime(value),
};

/** The opaque text of a position in a list. */
export function encodeCursor({ key, id }: PagePosition, selection: TaskSelection): string {
  return Buffer.from(JSON.stringify([bindingOf(selection), key, id])).toString('base64url');
}

/**
 * Reads a cursor, which comes from a stranger.
 *
 * @returns null where it is not one of this list: malformed, of another status, sort or q, or together with an offset
 */
export function decodeCursor(text: string, selection: TaskSelection): PagePosition | null {
  const bytes = Buffer.from(text, 'base64url');
  // Decoding passes over what is no base64url.
  if (selection.offset > 0 || bytes.toString('base64url') !== text) return null;
  let decoded: unknown;
  try {
    decoded = JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(decoded) || decoded.length !== 3) return null;
  const [binding, key, id] = decoded as unknown[];
  if (binding !== bindingOf(selection) || !isKey[selection.sort](key)) return null;
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1) return null;
  return { key, id };
}
