import type fc from 'fast-check';
import type { ProblemType } from '../../../src/values/problems.ts';
import type { TargetedRequest } from './requests.ts';

/** A fault as a 422 names it: by `pointer`, `parameter` or `header`. */
export type NamedFault = Readonly<Record<string, unknown>>;

/** A request with one violation, and the refusal it must get. */
export interface Refused {
  readonly request: TargetedRequest;
  readonly status: number;
  readonly type: ProblemType;
  /** True if the faults of a 422 are exactly those of the request. */
  readonly areFaults?: (faults: readonly NamedFault[]) => boolean;
}

/** One way to violate the contract of an operation. */
export interface RequestViolation {
  readonly name: string;
  readonly requests: fc.Arbitrary<Refused>;
}
