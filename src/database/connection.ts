import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { Execution, isUnknownStatement, type Outcome, type PreparedNames, type Row } from './protocol.ts';
import type { Statement } from './statement.ts';

export interface ConnectionOptions {
  readonly client: pg.ClientConfig;
  /** How long a statement may take, the time behind others included, before its connection is given up. */
  readonly statementTimeoutMs: number;
  /** Told of every connection that broke. */
  readonly onConnectionLost: (error: Error) => void;
}

/** How often a connection is looked at for what takes too long, and for whether anybody still needs it. */
const checkIntervalMs = 500;
/** How often closing looks whether all is done. */
const closeCheckMs = 10;
const goodbyeMs = 2_000;
const idleTimeoutMs = 60_000;
const maxLifetimeMs = 1_800_000;

/** A database of which even the quickest answer took so long is far. */
const farMs = 0.5;

/**
 * So many statements go to a database that is far before the event loop has handled all that had arrived: the first are answered while others
 * are still being made. To one that is near, they would only cost a write and a wake-up more.
 */
const pieceForFar = 8;

/** pg's own words for it, which databaseProblem() knows. */
const timedOut = 'Query read timeout';

/** One connection of its own life: what was prepared on it ends with it. */
interface Session {
  readonly client: pg.Client;
  readonly prepared: PreparedNames;
  readonly since: number;
  /** The least time that an answer took so far. */
  quickestMs: number;
  /** How many statements are held back; undefined where none is to be. */
  held: number | undefined;
}

/**
 * One connection that many statements share: each is sent at once, without waiting for the one before it (PostgreSQL, pipeline mode). Each is
 * a transaction of its own, and fails alone. What is sent within one turn of the event loop goes out in one piece, or in few where the database
 * is far.
 *
 * Connects with the first statement, and again with the next one after the connection was lost.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  /** When each statement that is under way was sent, oldest first. */
  readonly #sentAt: number[] = [];
  #session: Session | undefined;
  #connecting: Promise<Session> | undefined;
  /** When the last statement was sent. */
  #usedAt = 0;
  #waiting = 0;
  #timer: NodeJS.Timeout | undefined;
  #closing = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** How many statements are under way. */
  get length(): number {
    return this.#sentAt.length + this.#waiting;
  }

  /** Runs a statement. @throws (rejects) what Postgres or the connection says */
  run<Values>(statement: Statement<Values>, values: Values): Promise<Row[]> {
    // Built here, where a value that cannot be sent is the caller's fault alone.
    const parameters = statement.parameters(values);
    if (this.#closing) return Promise.reject(new Error('Connection terminated: the server is closing'));
    if (this.#session) return this.#execute(this.#session, statement, parameters);
    this.#waiting += 1;
    return this.#connect()
      .finally(() => (this.#waiting -= 1))
      .then((session) => this.#execute(session, statement, parameters));
  }

  /** Waits for what is under way, and disconnects. */
  async close(): Promise<void> {
    this.#closing = true;
    while (this.length > 0) await setTimeout(closeCheckMs);
    clearInterval(this.#timer);
    const session = this.#session;
    this.#session = undefined;
    if (!session) return;
    // A server that is gone does not say goodbye.
    const gone = setTimeout(goodbyeMs, undefined, { ref: false }).then(() =>
      session.client.connection.stream.destroy(),
    );
    await Promise.race([session.client.end(), gone]);
  }

  #execute(session: Session, statement: Statement<never>, parameters: readonly (string | null)[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.#send(session, statement, parameters, {
        resolve,
        reject: (error) => {
          // Nothing of it has run where the connection did not know it.
          if (isUnknownStatement(error)) this.#send(session, statement, parameters, { resolve, reject });
          else reject(error);
        },
      });
    });
  }

  #send(
    session: Session,
    statement: Statement<never>,
    parameters: readonly (string | null)[],
    { resolve, reject }: Outcome,
  ): void {
    const sentAt = performance.now();
    this.#cork(session);
    this.#usedAt = sentAt;
    this.#sentAt.push(sentAt);
    const outcome: Outcome = {
      resolve: (rows) => {
        this.#sentAt.shift();
        session.quickestMs = Math.min(session.quickestMs, performance.now() - sentAt);
        resolve(rows);
      },
      reject: (error) => {
        this.#sentAt.shift();
        reject(error);
      },
    };
    session.client.query(new Execution(statement, parameters, session.prepared, outcome));
  }

  /** Holds back what is written until the event loop has handled all that had arrived, or until there is a piece of it. */
  #cork(session: Session): void {
    const { stream } = session.client.connection;
    if (session.held === undefined) {
      session.held = 0;
      stream.cork();
      setImmediate(() => {
        session.held = undefined;
        stream.uncork();
      });
    } else if (session.quickestMs > farMs && session.held >= pieceForFar) {
      session.held = 0;
      stream.uncork();
      stream.cork();
    }
    session.held += 1;
  }

  #connect(): Promise<Session> {
    this.#connecting ??= this.#open().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async #open(): Promise<Session> {
    const client = new pg.Client({ ...this.#options.client, pipeline: true });
    const session: Session = {
      client,
      prepared: new Set<string>(),
      since: performance.now(),
      quickestMs: Infinity,
      held: undefined,
    };
    let connected = false;
    client.on('error', (error) => {
      this.#leave(session);
      if (connected) this.#options.onConnectionLost(error);
    });
    client.on('end', () => this.#leave(session));
    try {
      await client.connect();
    } catch (error) {
      // pg leaves it to the server to hang up where it is the authentication that fails.
      client.connection.stream.destroy();
      throw error;
    }
    connected = true;
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
      const isOld = now - session.since > maxLifetimeMs;
      if (isOld || now - this.#usedAt > idleTimeoutMs) {
        this.#leave(session);
        session.client.end().catch(this.#options.onConnectionLost);
      }
      return;
    }
    // Postgres goes on with it: nothing behind it would be answered.
    if (now - oldest > this.#options.statementTimeoutMs) session.client.connection.stream.destroy(new Error(timedOut));
  }
}
