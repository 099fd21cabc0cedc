import { clientConfig, type DatabaseAddress } from './address.ts';
import { Connection } from './connection.ts';
import { OverloadedError } from './errors.ts';
import type { Statement } from './statement.ts';

/** The database as operations use it. */
export interface Database {
  /** Runs a statement that only reads, and only a few rows. It may share a connection with others of its kind. */
  readonly read: RunStatement;
  /** Runs a statement that writes or may take long. */
  readonly run: RunStatement;
  /** Waits for the statements that run, and disconnects. */
  readonly close: () => Promise<void>;
}

/** Returns the rows of a statement. @throws the error of Postgres or of the connection, or OverloadedError */
export type RunStatement = <Values, Row>(statement: Statement<Values, Row>, values: Values) => Promise<Row[]>;

export interface PoolOptions {
  readonly address: DatabaseAddress;
  /** Maximum number of open connections. */
  readonly connections: number;
  /** Called for every connection that breaks. */
  readonly onConnectionLost: (error: Error) => void;
}

/** Time limit of a statement. One that takes longer is answered with 503. */
const statementTimeoutMs = 10_000;

/**
 * Maximum number of connections for reads. More would not help: this process is the limit, and the fewer connections
 * there are, the more reads share a write and a wake-up.
 */
const maxReaders = 2;

/** Pending reads on one connection before another is used. The more reads travel together, the less each costs. */
const readsPerConnection = 16;

/** Maximum number of statements on one connection. The next is refused at once instead of after a long wait. */
const maxPending = 1_000;

type Connections = readonly [Connection, ...Connection[]];

/** Returns the first connection with fewer than `enough` pending statements, or else the one with the fewest. */
function choose(connections: Connections, enough: number): Connection {
  let best = connections[0];
  for (const connection of connections) {
    if (best.pending < enough) return best;
    if (connection.pending < best.pending) best = connection;
  }
  return best;
}

function runOn(connections: Connections, enough: number): RunStatement {
  return (statement, values) => {
    const connection = choose(connections, enough);
    if (connection.pending < maxPending) return connection.run(statement, values);
    return Promise.reject(new OverloadedError(`${connection.pending} statements are waiting`));
  };
}

/**
 * Opens the pool that serves requests. It connects with the first statement.
 *
 * Reads share a few connections. A write waits for its commit and delays the statements after it, so writes get the
 * other connections, an idle one if there is one.
 */
export function openPool({ address, connections, onConnectionLost }: PoolOptions): Database {
  const options = { client: clientConfig(address), statementTimeoutMs, onConnectionLost };
  const open = (): Connection => new Connection(options);
  const readerCount = Math.min(maxReaders, Math.ceil(connections / 4));
  const readers: Connections = [open(), ...Array.from({ length: readerCount - 1 }, open)];
  const [first, ...others] = Array.from({ length: connections - readerCount }, open);
  const writers: Connections = first ? [first, ...others] : readers;
  return {
    read: runOn(readers, readsPerConnection),
    run: runOn(writers, 1),
    async close() {
      await Promise.all([...new Set([...readers, ...writers])].map((connection) => connection.close()));
    },
  };
}
