import type { ClientConfig } from 'pg';
import { reasonOf } from '../values/error-reason.ts';
import { ConnectionLostError, DatabaseUnavailableError, PooledConnectionError } from './errors.ts';
import type { Job } from './job.ts';
import { limitLockWaits } from './lock-timeout.ts';
import { Session } from './session.ts';

export interface ConnectionOptions {
  readonly client: ClientConfig;
  /** True when it runs one statement at a time. An overdue one is then cancelled, and its outcome is known. */
  readonly isExclusive: boolean;
  /**
   * Time that a statement may wait for a lock before it fails with 55P03; undefined for no limit. It is a setting of
   * the session: behind a pooler, jobs are rejected with PooledConnectionError.
   */
  readonly lockTimeoutMs?: number;
  /** Called for every connection that breaks. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Time before the deadline in which a cancelled statement may still say whether it was stored. */
const cancelMarginMs = 500;
/** Time limit of an orderly end. A server that is gone never confirms it. */
const endWithinMs = 1_000;
const idleTimeoutMs = 60_000;

/**
 * One place in the pool. It has one session at a time: it connects with the first statement, and again with the next
 * one after the session ended. A session that was given up is cancelled before the place connects again, so the
 * place never has two server processes.
 *
 * Statements are sent at once, without waiting for the one before (PostgreSQL, "Pipeline Mode"). Each is a transaction
 * of its own and fails alone.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #session: Session | undefined;
  /** Statements that wait for the connection. */
  readonly #waiting: Job[] = [];
  #isConnecting = false;
  #leaving: Promise<void> = Promise.resolve();
  #isClosed = false;
  #lockTimeoutMs: number | undefined;
  #isExclusive: boolean;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#isExclusive = options.isExclusive;
    this.#lockTimeoutMs = options.lockTimeoutMs;
  }

  /** Stops limiting the wait for locks. From then on, it must run one statement at a time. */
  waitForLocks(): void {
    this.#lockTimeoutMs = undefined;
    this.#isExclusive = true;
  }

  /** The number of statements without an answer. */
  get pending(): number {
    return this.#waiting.length + (this.#session?.pending ?? 0);
  }

  /** True when nothing runs, and no cancel request is on its way. */
  get isIdle(): boolean {
    return this.pending === 0 && !this.#session?.isCancelling;
  }

  /** True while it is connected. */
  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  /** Runs a statement. The job is rejected with DatabaseUnavailableError, or with the error of Postgres. */
  run(job: Job): void {
    if (this.#isClosed) job.reject(new DatabaseUnavailableError('The server is closing'));
    else if (this.#session && !this.#session.mustBeReplaced) this.#session.send(job);
    else {
      this.#waiting.push(job);
      if (!this.#session) void this.#connect();
    }
  }

  /** Ends what is overdue, unused or old. Call it several times a second. */
  check(now: number): void {
    for (const job of this.#waiting.filter(({ deadline }) => deadline < now)) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      job.reject(new DatabaseUnavailableError('No connection in time'));
    }
    const session = this.#session;
    if (this.#isExclusive && session?.isOverdue(now, cancelMarginMs)) session.cancel();
    if (session?.isOverdue(now)) {
      // Postgres would answer none of the later statements, so all are given up.
      session.abandon(new Error('No answer in time'));
      return;
    }
    if (session?.pending === 0 && (session.mustBeReplaced || now - session.usedAt > idleTimeoutMs)) {
      this.#leave(session);
      if (this.#waiting.length > 0) void this.#connect();
    }
  }

  /** Disconnects. Statements that run are given up: call it when none is pending. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new DatabaseUnavailableError('The server is closing'));
    if (this.#session) this.#leave(this.#session);
    await this.#leaving;
  }

  #leave(session: Session): void {
    this.#session = undefined;
    const { onConnectionLost } = this.#options;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, endWithinMs).unref());
    const ended = session.end().catch(onConnectionLost);
    this.#leaving = Promise.race([ended, timeout.then(() => session.abandon(new Error('It did not end in time')))]);
  }

  async #connect(): Promise<void> {
    if (this.#isConnecting) return;
    this.#isConnecting = true;
    try {
      await this.#leaving;
      const session = await Session.connect(this.#options.client);
      session.onEnd((error) => this.#forget(session, error));
      if (this.#lockTimeoutMs !== undefined && !(await limitLockWaits(session, this.#lockTimeoutMs))) {
        this.#leave(session);
        throw new PooledConnectionError('A pooler keeps no settings for the session');
      }
      // It may have ended with the very bytes that completed it. Statements sent to it would never be answered.
      if (session.hasEnded) throw new Error('The connection ended as soon as it was open');
      this.#adopt(session);
    } catch (cause) {
      // A rejected job may run here again at once, and must find that nothing connects.
      this.#isConnecting = false;
      const error =
        cause instanceof DatabaseUnavailableError ? cause : new DatabaseUnavailableError(reasonOf(cause), { cause });
      for (const job of this.#waiting.splice(0)) job.reject(error);
    } finally {
      this.#isConnecting = false;
    }
  }

  #adopt(session: Session): void {
    if (this.#isClosed) this.#leave(session);
    else this.#session = session;
    for (const job of this.#waiting.splice(0)) this.run(job);
  }

  #forget(session: Session, error: Error | undefined): void {
    if (this.#session === session) {
      this.#session = undefined;
      this.#leaving = session.gone;
    }
    if (error) this.#options.onConnectionLost(new ConnectionLostError(error.message, { cause: error }));
  }
}
