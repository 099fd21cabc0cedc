import type fc from 'fast-check';
import type { ProblemType } from '../../../src/values/problems.ts';
import type { TargetedRequest } from './requests.ts';

/** A fault as a 422 names it: by `pointer` or by `parameter`. */
export type NamedFault = Readonly<Record<string, unknown>>;

/** A request with one violation, and how it must be refused. */
export interface Refused {
  readonly request: TargetedRequest;
  readonly status: number;
  readonly type: ProblemType;
  /** Whether the faults of a 422 are those that there are, and no others. */
  readonly areFaults?: (faults: readonly NamedFault[]) => boolean;
}

/** One way to violate an operation's contract. */
export interface RequestViolation {
  readonly name: string;
  readonly requests: fc.Arbitrary<Refused>;
}
