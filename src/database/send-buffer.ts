import type { Connection } from 'pg';

/**
 * Number of statements after which a batch is sent to a remote database, even though the turn of the event loop goes
 * on: the first are answered while others are still being built. With a local database, the extra write and wake-up
 * would cost more than they gain.
 */
const remoteBatchSize = 8;

/** Sends the statements of one turn of the event loop in one write, or in a few writes to a remote database. */
export class SendBuffer {
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
