import type { Item } from './items.ts';
import type { CoverageRecord } from './records.ts';
import { unreachableMatcher, type Unreachable } from './unreachable.ts';

/** An item, and what became of it. */
export interface CoveredItem extends Item {
  /** How many test files saw it. */
  readonly files: number;
  /** Why it cannot be reached; undefined where it can. */
  readonly reason: string | undefined;
}

/** What a test run saw of the contract. */
export interface Coverage {
  readonly items: readonly CoveredItem[];
  /** How many test files saw anything. */
  readonly files: number;
  /** What is wrong with the declarations of what cannot be reached. */
  readonly faults: readonly string[];
}

/** How many items of some can be reached, and were. */
export interface Count {
  readonly reached: number;
  readonly reachable: number;
}

function faultsOf(entry: Unreachable, items: readonly CoveredItem[]): string[] {
  const meant = items.filter(({ id }) => unreachableMatcher(entry)(id));
  if (meant.length === 0) return [`"${entry.item}" is declared unreachable, and the contract has no such item.`];
  return meant
    .filter(({ files }) => files > 0)
    .map(({ id }) => `"${id}" is declared unreachable by "${entry.item}", and was seen.`);
}

/** Holds what was seen against what is declared. */
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

/** Counts what can be reached. */
export function count(items: readonly CoveredItem[]): Count {
  const reachable = items.filter(({ reason }) => reason === undefined);
  return { reached: reachable.filter(({ files }) => files > 0).length, reachable: reachable.length };
}

/** In whole tenths, rounded down: 100 % is every item. */
export function percentage({ reached, reachable }: Count): string {
  return reachable === 0 ? '100' : String(Math.floor((1000 * reached) / reachable) / 10);
}

/** Those that can be reached, and were not. */
export function missing({ items }: Coverage): readonly CoveredItem[] {
  return items.filter(({ files, reason }) => reason === undefined && files === 0);
}

/** Whether everything that can be reached was, and nothing else is said to be out of reach. */
export function isComplete(coverage: Coverage): boolean {
  return coverage.faults.length === 0 && missing(coverage).length === 0;
}
