import type { WorkName } from './measure/workload.ts';

/** What a kind of work may cost: the server's CPU time for a request, as a share of another server's. */
export interface Target {
  readonly work: WorkName;
  readonly against: string;
  readonly most: number;
}

/** What `npm run bench` tells as met or not met, and `npm run bench:check` fails on. */
export const targets: readonly Target[] = [
  { work: 'point-read', against: 'bare', most: 0.5 },
  { work: 'list', against: 'bare', most: 0.6 },
  { work: 'create', against: 'bare', most: 0.85 },
  { work: 'toggle', against: 'bare', most: 0.85 },
  { work: 'mixed', against: 'bare', most: 0.65 },
  { work: 'point-read', against: 'openapi-backend', most: 1 / 6 },
  { work: 'point-read', against: 'fastapi', most: 1 / 25 },
];
