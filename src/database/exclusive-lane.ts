import type { Connection } from './connection.ts';
import { DatabaseUnavailableError, OverloadedError } from './errors.ts';
import type { Job } from './job.ts';

/** Maximum number of statements that wait, for all users and for one. The next is refused at once. */
const maxWaiting = 1_000;
const maxWaitingPerUser = 50;

/**
 * Connections that run one statement at a time, and one of each user. A statement that waits for a lock, or takes long,
 * delays later statements of its own user only. Users take turns, and so no user's queue delays another's statement by
 * more than one turn.
 */
export class ExclusiveLane {
  readonly #connections: Connection[];
  /** Users with a statement that runs. */
  readonly #running = new Set<string>();
  /** Statements that wait, by user, in the order of the users' turns. */
  readonly #waiting = new Map<string, Job[]>();
  #waitingCount = 0;

  constructor(connections: readonly Connection[]) {
    this.#connections = [...connections];
  }

  /** Adds connections. They must take nothing but the statements of this lane. */
  add(connections: readonly Connection[]): void {
    this.#connections.push(...connections);
  }

  /** True when a statement of the user runs or waits here. */
  has(userId: string): boolean {
    return this.#running.has(userId) || this.#waiting.has(userId);
  }

  /** Runs a statement as soon as its user's turn comes. The job is rejected with OverloadedError if too many wait. */
  run(job: Job): void {
    const idle = this.#running.has(job.userId) ? undefined : this.#idleConnection();
    if (idle) {
      this.#start(idle, job);
      return;
    }
    const jobs = this.#waiting.get(job.userId) ?? [];
    if (this.#waitingCount >= maxWaiting || jobs.length >= maxWaitingPerUser) {
      job.reject(new OverloadedError(`${this.#waitingCount} statements are waiting`));
      return;
    }
    jobs.push(job);
    this.#waiting.set(job.userId, jobs);
    this.#waitingCount += 1;
  }

  /** Rejects statements that waited too long. Call it several times a second. */
  check(now: number): void {
    for (const [userId, jobs] of this.#waiting) {
      for (const job of jobs.filter(({ deadline }) => deadline < now)) {
        this.#remove(userId, jobs, job);
        job.reject(new DatabaseUnavailableError('No connection was free in time'));
      }
    }
    this.#startWaiting();
  }

  /** An open connection if one is idle: it costs nothing to use. */
  #idleConnection(): Connection | undefined {
    let idle: Connection | undefined;
    for (const connection of this.#connections) {
      if (!connection.isIdle) continue;
      if (connection.isOpen) return connection;
      idle ??= connection;
    }
    return idle;
  }

  #start(connection: Connection, job: Job): void {
    const { userId } = job;
    this.#running.add(userId);
    const end = (): void => {
      this.#running.delete(userId);
      this.#startWaiting();
    };
    connection.run({
      ...job,
      resolve: (rows) => {
        end();
        job.resolve(rows);
      },
      reject: (error) => {
        end();
        job.reject(error);
      },
    });
  }

  #startWaiting(): void {
    for (const [userId, jobs] of this.#waiting) {
      const [job] = jobs;
      if (!job || this.#running.has(userId)) continue;
      const idle = this.#idleConnection();
      if (!idle) return;
      this.#remove(userId, jobs, job);
      this.#start(idle, job);
    }
  }

  /** Removes a statement, and moves its user to the end of the turns. */
  #remove(userId: string, jobs: Job[], job: Job): void {
    jobs.splice(jobs.indexOf(job), 1);
    this.#waitingCount -= 1;
    this.#waiting.delete(userId);
    if (jobs.length > 0) this.#waiting.set(userId, jobs);
  }
}
