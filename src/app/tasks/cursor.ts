import { createHash } from 'node:crypto';
import { isDay, toUtcDateTime } from '../../values/date-time.ts';
import { isText } from '../../values/text.ts';
import type { PagePosition, Task, TaskSelection } from './task.ts';

/**
 * Binds a cursor to its list: to every parameter except those of the page. The order of the items of a parameter does
 * not matter. It need not be secret: the query is limited to the user in any case.
 */
function bindingOf({ limit: _limit, offset: _offset, status, sort, q = '', ...others }: TaskSelection): string {
  // The first three have no names, so that cursors already given out stay valid.
  const named = Object.entries<unknown>(others).sort(([a], [b]) => (a < b ? -1 : 1));
  const inOrder = named.map(([name, value]) => [name, Array.isArray(value) ? value.map(String).sort() : value]);
  const list = [status, sort, q, ...inOrder];
  return createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 8);
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && toUtcDateTime(value) === value;
}

function isTitle(value: unknown): value is string {
  return typeof value === 'string' && isText(value);
}

/** Every priority of the contract: one that is missing or unknown does not compile. */
const priorities = { none: true, low: true, medium: true, high: true } satisfies Record<Task['priority'], true>;

function isPriority(value: unknown): value is string {
  return typeof value === 'string' && Object.hasOwn(priorities, value);
}

function isDueDate(value: unknown): value is string | null {
  return value === null || isTime(value) || (typeof value === 'string' && isDay(value));
}

const isKey: Record<TaskSelection['sort'], (value: unknown) => value is string | null> = {
  created: isTime,
  title: isTitle,
  due_date: isDueDate,
  priority: isPriority,
  updated: isTime,
};

/** Writes a position in a list as an opaque text. */
export function encodeCursor({ key, id }: PagePosition, selection: TaskSelection): string {
  return Buffer.from(JSON.stringify([bindingOf(selection), key, id])).toString('base64url');
}

/**
 * Reads a cursor. It comes from the client, so it may be any text.
 *
 * @returns null if the cursor is malformed, belongs to another list, or comes with an offset
 */
export function decodeCursor(text: string, selection: TaskSelection): PagePosition | null {
  const bytes = Buffer.from(text, 'base64url');
  // Buffer.from() skips characters that are not base64url.
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
