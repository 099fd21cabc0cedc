import { DatabaseError } from 'pg-protocol';
import type { Connection } from './connection.ts';
import { PooledConnectionError } from './errors.ts';
import type { ExclusiveLane } from './exclusive-lane.ts';
import type { Job } from './job.ts';
import { SharedLane } from './shared-lane.ts';

/** SQLSTATE of a statement that did not get its lock in time. Nothing of it was stored. */
const lockNotAvailable = '55P03';

/**
 * Runs writes. All users share pipelined connections, whose statements wait for a lock for some milliseconds only. A
 * write that does not get its lock moves to connections of its own, one for each user, and waits there: nobody else
 * waits behind it. Until it is done, the user's later writes go there at once.
 *
 * Sharing halves the CPU time of a write. It needs a setting of the session, which a pooler would hand on to strangers.
 * Behind a pooler, every write runs on a connection of its own.
 */
export class WriteLane {
  readonly #quickConnections: readonly [Connection, ...Connection[]];
  readonly #quick: SharedLane;
  readonly #patient: ExclusiveLane;
  #isPooled = false;

  /** @param quickConnections connections with a `lockTimeoutMs` */
  constructor(quickConnections: readonly [Connection, ...Connection[]], patient: ExclusiveLane) {
    this.#quickConnections = quickConnections;
    // A write waits for its commit, so an idle connection is better than a shared one.
    this.#quick = new SharedLane(quickConnections, 1);
    this.#patient = patient;
  }

  /** Runs a write. The job is rejected with OverloadedError if too many wait. */
  run(job: Job): void {
    if (this.#isPooled || this.#patient.has(job.userId)) {
      this.#patient.run(job);
      return;
    }
    const reject = (error: Error): void => {
      if (error instanceof PooledConnectionError) this.#stopSharing();
      else if (!(error instanceof DatabaseError && error.code === lockNotAvailable)) {
        job.reject(error);
        return;
      }
      this.#patient.run(job);
    };
    this.#quick.run({ ...job, reject });
  }

  #stopSharing(): void {
    if (this.#isPooled) return;
    this.#isPooled = true;
    for (const connection of this.#quickConnections) connection.waitForLocks();
    this.#patient.add(this.#quickConnections);
  }
}
