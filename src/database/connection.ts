import type { ClientConfig } from 'pg';
import { ConnectionLostError, DatabaseUnavailableError } from './errors.ts';
import type { Job } from './job.ts';
import { Session } from './session.ts';

export interface ConnectionOptions {
  readonly client: ClientConfig;
  /** True when Postgres itself limits each statement to the time that is left. Costs a round of messages. */
  readonly limitsStatements: boolean;
  /** Called for every connection that breaks. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Time that Postgres has less than the caller, to cancel a statement and say so. */
const cancelMarginMs = 250;
/** Time limit of an orderly end. A server that is gone never confirms it. */
const endWithinMs = 1_000;
const idleTimeoutMs = 60_000;
const maxLifetimeMs = 1_800_000;

/**
 * One place in the pool: a session, and after it the next one. Statements are sent at once, without waiting for the one
 * before (PostgreSQL, "Pipeline Mode"). Each is a transaction of its own and fails alone.
 *
 * It connects with the first statement, and again with the next one after the session ended. A place never has two
 * server processes: after a session was given up, it connects only when Postgres was told to end the first.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #session: Session | undefined;
  /** Statements that wait for the connection. */
  readonly #waiting: Job[] = [];
  #isConnecting = false;
  #leaving: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** The number of statements without an answer. */
  get pending(): number {
    return this.#waiting.length + (this.#session?.pending ?? 0);
  }

  /** True while it is connected. */
  get isOpen(): boolean {
    return this.#session !== undefined;
  }

  /** Runs a statement. The job is rejected with DatabaseUnavailableError, or with the error of Postgres. */
  run(job: Job): void {
    if (this.#isClosed) job.reject(new DatabaseUnavailableError('The server is closing'));
    else if (this.#session) this.#send(this.#session, job);
    else {
      this.#waiting.push(job);
      void this.#connect();
    }
  }

  /** Ends what is overdue, unused or old. Call it several times a second. */
  check(now: number): void {
    for (const job of this.#waiting.filter(({ deadline }) => deadline < now)) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      job.reject(new DatabaseUnavailableError('No connection in time'));
    }
    const session = this.#session;
    if (session?.isOverdue(now)) {
      // Postgres would answer none of the later statements, so all are given up.
      session.abandon(new Error('No answer in time'));
      return;
    }
    const isOld = session && (now - session.openedAt > maxLifetimeMs || session.mustBeReplaced);
    if (session?.pending === 0 && (isOld || now - session.usedAt > idleTimeoutMs)) this.#leave(session);
  }

  /** Disconnects. Statements that run are given up: call it when none is pending. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new DatabaseUnavailableError('The server is closing'));
    if (this.#session) this.#leave(this.#session);
    await this.#leaving;
  }

  #send(session: Session, job: Job): void {
    const limitMs = Math.floor(job.deadline - performance.now()) - cancelMarginMs;
    session.send(job, this.#options.limitsStatements ? Math.max(1, limitMs) : undefined);
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
    const session = await this.#open();
    // Before the jobs are settled: one that fails lets the next one run at once, and that needs a new attempt.
    this.#isConnecting = false;
    if (session instanceof Session) this.#adopt(session);
    else for (const job of this.#waiting.splice(0)) job.reject(session);
  }

  async #open(): Promise<Session | DatabaseUnavailableError> {
    try {
      await this.#leaving;
      const session = await Session.connect(this.#options.client);
      session.onEnd((error) => this.#forget(session, error));
      return session;
    } catch (cause) {
      return new DatabaseUnavailableError(cause instanceof Error ? cause.message : String(cause), { cause });
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
