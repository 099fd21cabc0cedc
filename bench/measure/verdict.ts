import { targets, type Target } from '../targets.ts';
import { ratioTo } from './report.ts';
import type { Measurement } from './rounds.ts';

/** What became of a target. */
export interface Verdict {
  readonly target: Target;
  readonly ratio: number;
}

/** Every target whose servers were measured in its kind of work. */
export function judge(server: string, results: ReadonlyMap<string, readonly Measurement[]>): Verdict[] {
  return targets.flatMap((target) => {
    const ratio = ratioTo(target.against, server, results.get(target.work) ?? []);
    return ratio === undefined ? [] : [{ target, ratio }];
  });
}
