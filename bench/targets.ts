import { ratioTo } from './measure/report.ts';
import type { Measurement } from './measure/rounds.ts';
import type { WorkName } from './measure/workload.ts';

/** A budget for one kind of work: this server's CPU time per request as a share of another server's. */
export interface Target {
  readonly work: WorkName;
  readonly against: string;
  readonly most: number;
}

/** The response check may take 5 % of a request. */
const withResponseCheck = 1 / 0.95;

/** The budgets. `npm run bench` reports whether each is met; `npm run bench:check` fails when one is clearly missed. */
export const targets: readonly Target[] = [
  { work: 'point-read', against: 'bare', most: 0.5 },
  { work: 'list', against: 'bare', most: 0.6 },
  // bare draws no version and keeps no change.
  { work: 'create', against: 'bare', most: 0.95 },
  { work: 'toggle', against: 'bare', most: 0.85 },
  { work: 'mixed', against: 'bare', most: 0.65 },
  { work: 'point-read', against: 'openapi-backend', most: 1 / 6 },
  { work: 'point-read', against: 'fastapi', most: 1 / 25 },
  { work: 'point-read', against: 'unchecked', most: withResponseCheck },
  { work: 'list', against: 'unchecked', most: withResponseCheck },
  { work: 'create', against: 'unchecked', most: withResponseCheck },
];

/** A target and the ratio that was measured. */
export interface Verdict {
  readonly target: Target;
  readonly ratio: number;
}

/** Compares one kind of work with its targets. Skips a target whose servers were not both measured. */
export function judge(server: string, work: string, measurements: readonly Measurement[]): Verdict[] {
  return targets.flatMap((target) => {
    const ratio = target.work === work ? ratioTo(target.against, server, measurements) : undefined;
    return ratio === undefined ? [] : [{ target, ratio }];
  });
}
