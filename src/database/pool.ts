import { setTimeout } from 'node:timers/promises';
import { DatabaseError } from 'pg-protocol';
import { databaseWithinMs } from '../values/time-limits.ts';
import { clientConfig, type DatabaseAddress } from './address.ts';
import { repeatingConflicts } from './conflicts.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { nextEcho } from './echo.ts';
import { ConnectionLostError, UnknownOutcomeError } from './errors.ts';
import { ExclusiveLane } from './exclusive-lane.ts';
import type { Job } from './job.ts';
import { SharedLane } from './shared-lane.ts';
import { defaultSchema, type Statement } from './statement.ts';
import { WriteLane } from './write-lane.ts';

/** The database as operations use it. Every call is answered within `databaseWithinMs`. */
export interface Database {
  /** Runs a statement that only reads, and only a few rows. It is sent again if its connection is lost. */
  readonly read: RunStatement;
  /** Runs a statement that writes. It never waits for a lock that another user's statement waits for. */
  readonly write: RunForUser;
  /** Runs a statement that only reads and may take long. It never takes a connection from a write. */
  readonly search: RunForUser;
  /** Waits for the statements that run, and disconnects. */
  readonly close: () => Promise<void>;
}

/** Runs a statement. Returns its rows. @throws as RunForUser */
export type RunStatement = <Values, Row>(statement: Statement<Values, Row>, values: Values) => Promise<Row[]>;

/**
 * Runs a statement of one user, one at a time of each kind.
 *
 * @returns the rows
 * @throws DatabaseUnavailableError; for a write whose outcome is unknown UnknownOutcomeError; or the error of Postgres
 */
export type RunForUser = <Values extends { readonly userId: string }, Row>(
  statement: Statement<Values, Row>,
  values: Values,
) => Promise<Row[]>;

export interface PoolOptions {
  readonly address: DatabaseAddress;
  /** Schema of the tables; `public` by default. */
  readonly schema?: string;
  /** Maximum number of open connections. */
  readonly connections: number;
  /** Called for every connection that breaks. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Interval between two checks for statements that are overdue, and for connections that nobody needs. */
const checkIntervalMs = 100;
/** Interval between two checks, while closing, for statements that still run. */
const closeCheckMs = 10;

/**
 * Maximum number of connections for reads. More would not help: this process is the limit, and the fewer connections
 * there are, the more reads share a write and a wake-up.
 */
const maxReaders = 2;

/** Pending reads on one connection before another is used. The more travel together, the less each costs. */
const readsPerConnection = 16;

function nonEmpty<T>([first, ...rest]: readonly T[]): readonly [T, ...T[]] {
  if (first === undefined) throw new TypeError('A lane needs a connection.');
  return [first, ...rest];
}

type Run = (job: Job) => void;

/** Runs a statement by means of `run`, and decodes its rows. */
function execute<Values, Row>(
  run: Run,
  statement: Statement<Values, Row>,
  values: Values,
  userId: string,
): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const echo = nextEcho();
    run({
      statement,
      echo,
      // A value that cannot be sent fails here, before anything of other callers is affected.
      parameters: statement.parameters(values, echo),
      userId,
      deadline: performance.now() + databaseWithinMs,
      resolve: (rows) => {
        try {
          resolve(rows.map(statement.decode));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      },
      reject,
    });
  });
}

/**
 * Sends a job again, twice at most, if its connection is lost. For statements that change nothing. Once is not enough:
 * when all connections are lost together, the next one may be as dead as the first, and not known to be.
 */
function retrying(run: Run, times = 2): Run {
  return (job) => {
    const reject = (error: Error): void => {
      const again = times > 0 && error instanceof ConnectionLostError && performance.now() < job.deadline;
      if (again) retrying(run, times - 1)(job);
      else job.reject(error);
    };
    run({ ...job, reject });
  };
}

/** Says of a write whose connection is lost that it may have been stored, unless Postgres said that it is not. */
function admittingUnknownOutcome(run: Run): Run {
  return (job) => {
    const reject = (error: Error): void => {
      const isUnknown = error instanceof ConnectionLostError && !(error.cause instanceof DatabaseError);
      job.reject(isUnknown ? new UnknownOutcomeError(error.message, { cause: error }) : error);
    };
    run({ ...job, reject });
  };
}

/** A write that waits longer for a lock moves to a connection of its own. Others wait behind it no longer. */
const lockTimeoutMs = 20;

interface Shares {
  readonly readers: number;
  readonly searchers: number;
  readonly writers: number;
  /** For writes that wait for a lock. */
  readonly patient: number;
}

/** Divides the connections of a pool. In a pool of fewer than four, lanes share connections: 0 stands for that. */
function sharesOf(size: number): Shares {
  if (size < 4) return { readers: 1, searchers: 0, writers: 0, patient: size - 1 };
  const readers = Math.min(maxReaders, Math.ceil(size / 4));
  const searchers = Math.max(1, Math.floor(size / 5));
  const patient = Math.max(1, Math.floor(size / 5));
  return { readers, searchers, patient, writers: size - readers - searchers - patient };
}

/**
 * Opens the pool that serves requests. It connects with the first statement.
 *
 * Of ten connections, two serve reads, four writes, two the writes that wait for a lock, and two searches.
 */
export function openPool({
  address,
  schema = defaultSchema,
  connections: size,
  onConnectionLost,
}: PoolOptions): Database {
  const client = clientConfig(address);
  const open = (count: number, options: Pick<ConnectionOptions, 'isExclusive' | 'lockTimeoutMs'>): Connection[] =>
    Array.from({ length: count }, () => new Connection({ client, onConnectionLost, ...options }));
  const shares = sharesOf(size);
  const readers = open(shares.readers, { isExclusive: false });
  const patient = open(shares.patient, { isExclusive: true });
  const searchers = open(shares.searchers, { isExclusive: true });
  const writers = open(shares.writers, { isExclusive: false, lockTimeoutMs });
  const reads = new SharedLane(nonEmpty(readers), readsPerConnection);
  const patientWrites = new ExclusiveLane(patient.length > 0 ? patient : readers);
  const writes = writers.length > 0 ? new WriteLane(nonEmpty(writers), patientWrites) : patientWrites;
  const searches = searchers.length > 0 ? new ExclusiveLane(searchers) : patientWrites;
  const all = [...readers, ...patient, ...searchers, ...writers];
  const timer = setInterval(() => {
    const now = performance.now();
    for (const part of [...all, patientWrites, searches]) part.check(now);
  }, checkIntervalMs).unref();
  const read = retrying(repeatingConflicts((job) => reads.run(job)));
  const write = admittingUnknownOutcome(repeatingConflicts((job) => writes.run(job)));
  const search = retrying(repeatingConflicts((job) => searches.run(job)));
  return {
    read: (statement, values) => execute(read, statement.inSchema(schema), values, ''),
    write: (statement, values) => execute(write, statement.inSchema(schema), values, values.userId),
    search: (statement, values) => execute(search, statement.inSchema(schema), values, values.userId),
    async close() {
      while (all.some(({ pending }) => pending > 0)) await setTimeout(closeCheckMs);
      clearInterval(timer);
      await Promise.all(all.map((connection) => connection.close()));
    },
  };
}
