import type { Connection } from './connection.ts';
import { OverloadedError } from './errors.ts';
import type { Job } from './job.ts';

/** Maximum number of pending statements on one connection. The next is refused at once instead of after a long wait. */
const maxPending = 1_000;

/** Connections that the statements of all users share, pipelined. For statements that wait for no lock. */
export class SharedLane {
  readonly #connections: readonly [Connection, ...Connection[]];
  readonly #enoughPending: number;

  /** @param enoughPending the pending statements on one connection before another is used */
  constructor(connections: readonly [Connection, ...Connection[]], enoughPending: number) {
    this.#connections = connections;
    this.#enoughPending = enoughPending;
  }

  /** Sends a statement. The job is rejected with OverloadedError if too many are pending. */
  run(job: Job): void {
    const connection = this.#choose();
    if (connection.pending < maxPending) connection.run(job);
    else job.reject(new OverloadedError(`${connection.pending} statements are waiting`));
  }

  /** Returns the first connection with few pending statements, or else the one with the fewest. */
  #choose(): Connection {
    let best = this.#connections[0];
    for (const connection of this.#connections) {
      if (best.pending < this.#enoughPending) return best;
      if (connection.pending < best.pending) best = connection;
    }
    return best;
  }
}
