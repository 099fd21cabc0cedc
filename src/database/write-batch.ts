import type { Connection } from 'pg';

/**
 * With a remote database, this many statements are sent before the event loop has handled all that had arrived, so that the
 * first are answered while others are still being built. A local database gains nothing: each batch costs a write and a wake-up.
 */
const remoteBatchSize = 8;

/** Gathers what is written within one turn of the event loop into one write to the socket, or a few for a remote database. */
export class WriteBatch {
  readonly #connection: Connection;
  /** Statements in the open batch; undefined while none is open. */
  #size: number | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Adds a statement to the batch. Call it before writing the statement. */
  add(isRemote: boolean): void {
    const { stream } = this.#connection;
    if (this.#size === undefined) {
      this.#size = 0;
      stream.cork();
      setImmediate(() => {
        this.#size = undefined;
        stream.uncork();
      });
    } else if (isRemote && this.#size >= remoteBatchSize) {
      this.#size = 0;
      stream.uncork();
      stream.cork();
    }
    this.#size += 1;
  }
}
