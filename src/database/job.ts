/** The columns of a row as Postgres sends them: text, or null for NULL. */
export type Fields = readonly (string | null)[];

/** The part of a statement that is sent to prepare it. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** One run of a statement, from the call to its answer. */
export interface Job {
  readonly statement: PreparedStatement;
  readonly parameters: Fields;
  /** One of the parameters. Every row of the answer ends with it. */
  readonly echo: string;
  /** The user it runs for. Exclusive lanes run one job of a user at a time. */
  readonly userId: string;
  /** The time at which it must be answered, as `performance.now()` counts. */
  readonly deadline: number;
  /** Receives the rows. Postgres has committed by then. */
  readonly resolve: (rows: Fields[]) => void;
  readonly reject: (error: Error) => void;
}
