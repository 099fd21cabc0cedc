/** Reads `openapi/unreachable.yaml`. */
import { parse } from 'yaml';
import { isRecord } from '../../src/values/is-record.ts';
import { textIn } from './json.ts';

/** Items that no test can reach, and the reason. */
export interface Unreachable {
  /** An id, or a pattern in which `*` matches any text. */
  readonly item: string;
  readonly reason: string;
}

/** Reads `openapi/unreachable.yaml`. @throws if an entry has no item or no reason */
export function readUnreachable(yaml: string): Unreachable[] {
  const entries: unknown = parse(yaml) ?? [];
  if (!Array.isArray(entries)) throw new Error('unreachable.yaml must be a list.');
  return entries.map((entry: unknown, index) => {
    const item = isRecord(entry) ? textIn(entry, 'item')?.trim() : undefined;
    const reason = isRecord(entry) ? textIn(entry, 'reason')?.trim() : undefined;
    if (!item) throw new Error(`unreachable.yaml: entry ${index + 1} has no item.`);
    if (!reason) throw new Error(`unreachable.yaml: ${item} has no reason.`);
    return { item, reason };
  });
}

/** Returns a function that tells if an entry covers an id. */
export function unreachableMatcher({ item }: Unreachable): (id: string) => boolean {
  const pattern = item.split('*').map((text) => text.replace(/[\\^$.+?()[\]{}|/]/g, '\\$&'));
  const expression = new RegExp(`^${pattern.join('.*')}$`, 's');
  return (id) => expression.test(id);
}
