import type { Fields, PreparedStatement } from './protocol.ts';

/** One run of a statement, from the call to its answer. */
export interface Job {
  readonly statement: PreparedStatement;
  readonly parameters: Fields;
  /** The user it runs for. Exclusive lanes run one job of a user at a time. */
  readonly userId: string;
  /** The time at which it must be answered, as `performance.now()` counts. */
  readonly deadline: number;
  /** Receives the rows. Postgres has committed by then. */
  readonly resolve: (rows: Fields[]) => void;
  readonly reject: (error: Error) => void;
}
