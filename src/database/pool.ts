import { clientConfig, type DatabaseAddress } from './address.ts';
import { OverloadedError } from './errors.ts';
import type { Row } from './protocol.ts';
import { Connection } from './connection.ts';
import type { Statement } from './statement.ts';

/** What every operation asks the database with. */
export interface Database {
  /** Runs a statement that answers within a few rows' time, and changes nothing: it may stand behind others of its kind. */
  readonly read: RunStatement;
  /** Runs a statement that writes, or that may take long. */
  readonly run: RunStatement;
  /** Waits for what is under way, and disconnects. */
  readonly close: () => Promise<void>;
}

/** @returns each row as its columns, as text. @throws (rejects) what Postgres or the connection says */
export type RunStatement = <Values>(statement: Statement<Values>, values: Values) => Promise<Row[]>;

export interface PoolOptions {
  readonly address: DatabaseAddress;
  /** The most connections that are open at once. */
  readonly connections: number;
  /** Told of every connection that broke. */
  readonly onConnectionLost: (error: Error) => void;
}

/** How long a statement may take before it is answered with a 503. */
const statementTimeoutMs = 10_000;

/** Reads need no more: what limits them is this process, and the fewer connections, the more of them share a write and a wake-up. */
const mostReaders = 2;

/** A connection has so many reads before another is taken: the more go out and come back together, the less each costs. */
const readsInOnePiece = 16;

/** How many statements may wait for one connection. Whoever comes after them is told at once, instead of after a long wait. */
const longestQueue = 1_000;

/** The first that has fewer than `enough` under way; where none has, the one that has the fewest. */
function choose(pool: readonly [Connection, ...Connection[]], enough: number): Connection {
  let best = pool[0];
  for (const connection of pool) {
    if (best.length < enough) return best;
    if (connection.length < best.length) best = connection;
  }
  return best;
}

function runOn(pool: readonly [Connection, ...Connection[]], enough: number): RunStatement {
  return (statement, values) => {
    const connection = choose(pool, enough);
    if (connection.length < longestQueue) return connection.run(statement, values);
    return Promise.reject(new OverloadedError(`${connection.length} statements are waiting`));
  };
}

/**
 * Opens a database for serving. Nothing is connected before the first statement.
 *
 * Reads share few connections. Writes wait for each other's commit on one connection, and so have more of them, of which they take an idle one
 * where there is one.
 */
export function openPool({ address, connections, onConnectionLost }: PoolOptions): Database {
  const options = { client: clientConfig(address), statementTimeoutMs, onConnectionLost };
  const open = (): Connection => new Connection(options);
  const readerCount = Math.min(mostReaders, Math.ceil(connections / 4));
  const readers: [Connection, ...Connection[]] = [open(), ...Array.from({ length: readerCount - 1 }, open)];
  const [first, ...others] = Array.from({ length: connections - readerCount }, open);
  const writers: [Connection, ...Connection[]] = first ? [first, ...others] : readers;
  return {
    read: runOn(readers, readsInOnePiece),
    run: runOn(writers, 1),
    async close() {
      await Promise.all([...new Set([...readers, ...writers])].map((connection) => connection.close()));
    },
  };
}
