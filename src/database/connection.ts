import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import {
  Execution,
  isUnknownStatement,
  type Fields,
  type Outcome,
  type PreparedNames,
  type PreparedStatement,
} from './protocol.ts';
import type { Statement } from './statement.ts';
import { WriteBatch } from './write-batch.ts';

export interface ConnectionOptions {
  readonly client: pg.ClientConfig;
  /** Time limit of a statement, including its wait for others. After it, the connection is given up. */
  readonly statementTimeoutMs: number;
  /** Called for every connection that breaks. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Interval between two checks for a statement that takes too long, and for a connection that nobody needs. */
const checkIntervalMs = 500;
/** Interval between two checks, while closing, for statements that still run. */
const closeCheckMs = 10;
const disconnectTimeoutMs = 2_000;
const idleTimeoutMs = 60_000;
const maxLifetimeMs = 1_800_000;

/** A database whose fastest reply is slower than this is treated as remote. */
const remoteReplyMs = 0.5;

/** The message of pg's own query timeout. databaseProblem() translates it. */
const timedOut = 'Query read timeout';

/** One connected client. What is prepared on it ends with it. */
interface Session {
  readonly client: pg.Client;
  readonly batch: WriteBatch;
  readonly prepared: PreparedNames;
  readonly openedAt: number;
  fastestReplyMs: number;
}

/**
 * A connection that many statements share (PostgreSQL, "Pipeline Mode"). Each statement is sent at once, without
 * waiting for the one before it. Each is a transaction of its own and fails alone.
 *
 * It connects with the first statement, and again with the next statement after the connection was lost.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  /** The time at which each unanswered statement was sent, oldest first. */
  readonly #sentAt: number[] = [];
  #session: Session | undefined;
  #connecting: Promise<Session> | undefined;
  /** The time at which the last statement was sent. */
  #usedAt = 0;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #closing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** The number of statements without an answer. */
  get pending(): number {
    return this.#sentAt.length + this.#waiting;
  }

  /** Runs a statement. @throws the error of Postgres, of the connection, or of a column that cannot be decoded */
  async run<Values, Row>(statement: Statement<Values, Row>, values: Values): Promise<Row[]> {
    // A value that cannot be sent fails here, before anything of other callers is affected.
    const parameters = statement.parameters(values);
    if (this.#closing) throw new Error('Connection terminated: the server is closing');
    const session = this.#session ?? (await this.#connect());
    const rows = await this.#execute(session, statement, parameters);
    return rows.map(statement.decode);
  }

  /** Waits for the statements that run, and disconnects. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.pending > 0) await setTimeout(closeCheckMs);
    clearInterval(this.#timer);
    const session = this.#session;
    this.#session = undefined;
    if (!session) return;
    // A server that is gone never confirms the end of the connection.
    const timeout = setTimeout(disconnectTimeoutMs, undefined, { ref: false });
    await Promise.race([session.client.end(), timeout.then(() => session.client.connection.stream.destroy())]);
  }

  #execute(session: Session, statement: PreparedStatement, parameters: Fields): Promise<Fields[]> {
    return new Promise((resolve, reject) => {
      this.#send(session, statement, parameters, {
        resolve,
        reject: (error) => {
          // A statement that the connection did not know has not run, so it is safe to send it again.
          if (isUnknownStatement(error)) this.#send(session, statement, parameters, { resolve, reject });
          else reject(error);
        },
      });
    });
  }

  #send(session: Session, statement: PreparedStatement, parameters: Fields, { resolve, reject }: Outcome): void {
    const sentAt = performance.now();
    session.batch.add(session.fastestReplyMs > remoteReplyMs);
    this.#usedAt = sentAt;
    this.#sentAt.push(sentAt);
    const outcome: Outcome = {
      resolve: (rows) => {
        this.#sentAt.shift();
        session.fastestReplyMs = Math.min(session.fastestReplyMs, performance.now() - sentAt);
        resolve(rows);
      },
      reject: (error) => {
        this.#sentAt.shift();
        reject(error);
      },
    };
    session.client.query(new Execution(statement, parameters, session.prepared, outcome));
  }

  async #connect(): Promise<Session> {
    this.#waiting += 1;
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    try {
      return await this.#connecting;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #open(): Promise<Session> {
    const client = new pg.Client({ ...this.#options.client, pipeline: true });
    const session: Session = {
      client,
      batch: new WriteBatch(client.connection),
      prepared: new Set(),
      openedAt: performance.now(),
      fastestReplyMs: Infinity,
    };
    let isConnected = false;
    client.on('error', (error) => {
      this.#leave(session);
      if (isConnected) this.#options.onConnectionLost(error);
    });
    client.on('end', () => this.#leave(session));
    try {
      await client.connect();
    } catch (error) {
      // When authentication fails, pg leaves it to the server to close the connection.
      client.connection.stream.destroy();
      throw error;
    }
    isConnected = true;
    this.#session = session;
    this.#usedAt = performance.now();
    this.#timer = setInterval(() => this.#check(session), checkIntervalMs).unref();
    return session;
  }

  #leave(session: Session): void {
    if (this.#session !== session) return;
    this.#session = undefined;
    clearInterval(this.#timer);
  }

  #check(session: Session): void {
    const now = performance.now();
    const [oldest] = this.#sentAt;
    if (oldest === undefined) {
      const isOld = now - session.openedAt > maxLifetimeMs;
      if (isOld || now - this.#usedAt > idleTimeoutMs) {
        this.#leave(session);
        session.client.end().catch(this.#options.onConnectionLost);
      }
      return;
    }
    // Postgres continues with the statement and would answer none of the later ones, so the connection is given up.
    if (now - oldest > this.#options.statementTimeoutMs) session.client.connection.stream.destroy(new Error(timedOut));
  }
}
