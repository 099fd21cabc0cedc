/** Computes the contract coverage of a test run from its records. */
import type { Item } from './items.ts';
import type { CoverageRecord } from './records.ts';
import { unreachableMatcher, type Unreachable } from './unreachable.ts';

/** An item and its result. */
export interface CoveredItem extends Item {
  /** Number of test processes that exercised it. */
  readonly files: number;
  /** The reason why it cannot be reached; undefined if it can. */
  readonly reason: string | undefined;
}

/** The result of a test run. */
export interface Coverage {
  readonly items: readonly CoveredItem[];
  /** Number of test processes that exercised anything. */
  readonly files: number;
  /** Faults in the declarations of unreachable items. */
  readonly faults: readonly string[];
}

/** Numbers of items that can be reached, and that were. */
export interface Count {
  readonly reached: number;
  readonly reachable: number;
}

function faultsOf(entry: Unreachable, items: readonly CoveredItem[]): string[] {
  const meant = items.filter(({ id }) => unreachableMatcher(entry)(id));
  if (meant.length === 0) return [`"${entry.item}" is declared unreachable, and the contract has no such item.`];
  return meant
    .filter(({ files }) => files > 0)
    .map(({ id }) => `"${id}" is declared unreachable by "${entry.item}", and was reached.`);
}

/** Compares the records of a test run with the items that the contract declares. */
export function assess(
  declared: readonly Item[],
  records: readonly CoverageRecord[],
  unreachable: readonly Unreachable[],
): Coverage {
  const files = new Map<string, Set<string>>();
  for (const { file, items } of records) {
    for (const id of items) files.set(id, (files.get(id) ?? new Set()).add(file));
  }
  const entries = unreachable.map((entry) => ({ ...entry, means: unreachableMatcher(entry) }));
  const items = declared.map((item) => ({
    ...item,
    files: files.get(item.id)?.size ?? 0,
    reason: entries.find(({ means }) => means(item.id))?.reason,
  }));
  return {
    items,
    files: new Set(records.map(({ file }) => file)).size,
    faults: unreachable.flatMap((entry) => faultsOf(entry, items)),
  };
}

/** Counts the items that can be reached, and those that were. */
export function count(items: readonly CoveredItem[]): Count {
  const reachable = items.filter(({ reason }) => reason === undefined);
  return { reached: reachable.filter(({ files }) => files > 0).length, reachable: reachable.length };
}

/** Formats a percentage with one decimal, rounded down: only every item is 100 %. */
export function percentage({ reached, reachable }: Count): string {
  return reachable === 0 ? '100' : String(Math.floor((1000 * reached) / reachable) / 10);
}

/** The items that can be reached and were not. */
export function missing({ items }: Coverage): readonly CoveredItem[] {
  return items.filter(({ files, reason }) => reason === undefined && files === 0);
}

/** True if every item that can be reached was, and the declarations of unreachable items are right. */
export function isComplete(coverage: Coverage): boolean {
  return coverage.faults.length === 0 && missing(coverage).length === 0;
}
