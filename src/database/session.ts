import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { cancelStatement } from './cancel.ts';
import { proofJob } from './echo.ts';
import { ConnectionLostError } from './errors.ts';
import type { Job } from './job.ts';
import { readMessages } from './messages.ts';
import { Execution, ProtocolError, type Message, type PreparedNames } from './protocol.ts';
import { resetStream } from './reset-stream.ts';
import { SendBuffer } from './send-buffer.ts';

/** A database whose fastest reply is slower than this is treated as remote. */
const remoteReplyMs = 0.5;

/** Time that a server process has to end after its connection was given up, before its place is taken again. */
const serverEndMs = 500;

/** Messages that Postgres sends at any time. They answer nothing. */
const asynchronous: ReadonlySet<string> = new Set(['notice', 'parameterStatus', 'notification']);

/** Age at which a session is replaced, so that a changed address or a moved server is noticed. */
const maxLifetimeMs = 1_800_000;

/** SQLSTATE of a write on a server that has become read-only. Its connections stay so until they are replaced. */
const readOnlyState = '25006';

/**
 * One connected client, until it ends. pg connects, authenticates and encrypts; statements and answers are ours.
 *
 * Answers belong to statements by their order alone (PostgreSQL, "Pipelining"). So every message is checked against the
 * statements that were sent, and every row against the echo of its job: the first that does not fit ends the session.
 * An answer without rows counts once the echo of a statement after it has come.
 */
export class Session {
  readonly #openedAt = performance.now();
  readonly #client: pg.Client;
  readonly #batch: SendBuffer;
  readonly #prepared: PreparedNames = new Set();
  /** Statements without an answer, oldest first. */
  readonly #executions: Execution[] = [];
  #onEnd: ((error: Error | undefined) => void) | undefined;
  #gone: Promise<void> = Promise.resolve();
  #cancelling: Promise<void> | undefined;
  #fastestReplyMs = Infinity;
  #sentAt = performance.now();
  #isReadOnly = false;
  #hasEnded = false;

  private constructor(client: pg.Client) {
    this.#client = client;
    this.#batch = new SendBuffer(client.connection);
  }

  /** Connects. @throws the error of Postgres or of the connection */
  static async connect(config: pg.ClientConfig): Promise<Session> {
    const client = new pg.Client(config);
    const session = new Session(client);
    let isConnected = false;
    readMessages(client.connection, (message) => {
      if (!isConnected) return false;
      session.#receive(message);
      return true;
    });
    client.on('error', (error) => session.#close(error));
    client.on('end', () => session.#close(undefined));
    try {
      await client.connect();
    } catch (error) {
      // When authentication fails, pg leaves it to the server to close the connection.
      client.connection.stream.destroy();
      throw error;
    }
    isConnected = true;
    return session;
  }

  /** Calls the listener once, when the session has ended: with an error unless `end()` was called. */
  onEnd(listener: (error: Error | undefined) => void): void {
    this.#onEnd = listener;
  }

  /** Resolves when Postgres was told to end what the session ran. Never rejects. */
  get gone(): Promise<void> {
    return this.#gone;
  }

  /** The server process, as Postgres or a pooler told it; undefined if it told none. */
  get processId(): number | undefined {
    return this.#client.processID ?? undefined;
  }

  /** The number of statements without an answer. */
  get pending(): number {
    return this.#executions.length;
  }

  /** The time at which the last statement was sent. */
  get usedAt(): number {
    return this.#sentAt;
  }

  /** True when the session must take no more statements: the server has become read-only, or the session is old. */
  get mustBeReplaced(): boolean {
    return this.#isReadOnly || this.#sentAt - this.#openedAt > maxLifetimeMs;
  }

  /** True when a statement is past its deadline. `before` brings that forward, in milliseconds, but not for proofs. */
  isOverdue(now: number, before = 0): boolean {
    return this.#executions.some(({ job, isProof }) => job.deadline - (isProof ? 0 : before) < now);
  }

  /** True when it is closed, or was given up. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Sends a statement at once, after the ones before it. */
  send(job: Job): void {
    this.#send(new Execution(job, this.#prepared));
  }

  /**
   * Asks Postgres to cancel the statement that runs. It then fails, and was not stored; or it was faster, and succeeds.
   * Use it on a session with one statement: Postgres cancels whatever runs.
   */
  cancel(): void {
    if (this.#cancelling) return;
    this.#cancelling = cancelStatement(this.#client).finally(() => (this.#cancelling = undefined));
  }

  /** True while a cancel request is on its way, which would hit the next statement. */
  get isCancelling(): boolean {
    return this.#cancelling !== undefined;
  }

  /** Disconnects. Call it when no statement is pending. */
  async end(): Promise<void> {
    await this.#client.end();
  }

  /** Rejects all statements, closes the socket, and asks Postgres to cancel what runs: its process ends. */
  abandon(error: Error): void {
    this.#close(error, serverEndMs);
    resetStream(this.#client.connection.stream);
  }

  #send(execution: Execution): void {
    this.#batch.add(this.#fastestReplyMs > remoteReplyMs);
    this.#sentAt = execution.sentAt;
    this.#executions.push(execution);
    execution.send(this.#client.connection.stream);
  }

  #receive(message: Message): void {
    // One chunk may hold more messages than the one that ended the session.
    if (this.#hasEnded || asynchronous.has(message.name)) return;
    const [execution] = this.#executions;
    try {
      if (!execution) throw message instanceof Error ? message : new ProtocolError(`${message.name} answers nothing`);
      if (!execution.accept(message)) return;
    } catch (error) {
      this.abandon(error instanceof Error ? error : new ProtocolError(String(error)));
      return;
    }
    this.#executions.shift();
    this.#fastestReplyMs = Math.min(this.#fastestReplyMs, performance.now() - execution.sentAt);
    if (execution.errorCode === readOnlyState) this.#isReadOnly = true;
    if (execution.isProven || execution.isProof) execution.settle();
    else this.#prove(execution);
  }

  /** Settles an execution without rows when the answer to a statement after it shows that the order is right. */
  #prove(execution: Execution): void {
    const settle = (): void => {
      const repeated = execution.repeat();
      if (repeated) this.#send(repeated);
      else execution.settle();
    };
    const fail = (error: Error): void => {
      // Without its cause: an error of the proof says nothing about the execution.
      execution.fail(new ConnectionLostError(`An answer is not proven: ${error.message}`));
      if (!this.#hasEnded) this.abandon(error);
    };
    this.#send(new Execution(proofJob(execution.job, settle, fail), new Set()));
  }

  /** @param waitMs the time that the server process may take to end after it was told to */
  #close(error: Error | undefined, waitMs = 0): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const executions = this.#executions.splice(0);
    if (executions.length > 0) this.#gone = cancelStatement(this.#client).then(() => setTimeout(waitMs));
    // First the owner learns of it: a job that fails may be run again at once, and not here.
    this.#onEnd?.(error);
    const lost = new ConnectionLostError(error?.message ?? 'Connection terminated', { cause: error });
    for (const execution of executions) execution.fail(lost);
  }
}
