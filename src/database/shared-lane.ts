import type { Connection } from './connection.ts';
import { OverloadedError } from './errors.ts';
import type { Job } from './job.ts';

/** Pending statements on one connection before another is used. The more travel together, the less each costs. */
const enoughPending = 16;

/** Maximum number of pending statements on one connection. The next is refused at once instead of after a long wait. */
const maxPending = 1_000;

/** Connections that many statements share, pipelined. For statements that wait for nothing and read a few rows. */
export class SharedLane {
  readonly #connections: readonly [Connection, ...Connection[]];

  constructor(connections: readonly [Connection, ...Connection[]]) {
    this.#connections = connections;
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
      if (best.pending < enoughPending) return best;
      if (connection.pending < best.pending) best = connection;
    }
    return best;
  }
}
