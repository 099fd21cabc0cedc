import type { Connection } from 'pg';
import pg from 'pg';
import type { Statement } from './statement.ts';

/** The columns of a row, as text. */
export type Row = readonly (string | null)[];

/** What one execution comes to. */
export interface Outcome {
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: Error) => void;
}

/** A connection's own memory of what it has prepared. */
export type PreparedNames = Set<string>;

/** Execute of the unnamed portal, for all rows, and Sync. */
const executeAndSync = Buffer.from('E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04', 'latin1');

function writeText(buffer: Buffer, text: string, offset: number): number {
  const end = offset + buffer.write(text, offset, 'utf8');
  buffer[end] = 0;
  return end + 1;
}

/** Close and Parse: that there was no such statement is no error to Close. Types are Postgres's to infer. */
function prepareMessages({ name, text }: Statement<never>): Buffer {
  const closeLength = 4 + 1 + name.length + 1;
  const parseLength = 4 + name.length + 1 + Buffer.byteLength(text) + 1 + 2;
  const buffer = Buffer.alloc(2 + closeLength + parseLength);
  let offset = buffer.write('C', 'latin1');
  offset = buffer.writeInt32BE(closeLength, offset);
  offset += buffer.write('S', offset, 'latin1');
  offset = writeText(buffer, name, offset);
  offset += buffer.write('P', offset, 'latin1');
  offset = buffer.writeInt32BE(parseLength, offset);
  offset = writeText(buffer, name, offset);
  writeText(buffer, text, offset);
  return buffer;
}

/** Bind, Execute and Sync in one piece (PostgreSQL, Message Formats): parameters as text, results as text, and nothing described. */
function executeMessages(name: string, parameters: readonly (string | null)[]): Buffer {
  let bindLength = 4 + 1 + name.length + 1 + 2 + 2 + 2;
  const lengths = parameters.map((parameter) => (parameter === null ? -1 : Buffer.byteLength(parameter)));
  for (const length of lengths) bindLength += 4 + Math.max(0, length);
  const buffer = Buffer.allocUnsafe(1 + bindLength + executeAndSync.length);
  buffer[0] = 0x42;
  let offset = buffer.writeInt32BE(bindLength, 1);
  buffer[offset] = 0;
  offset = writeText(buffer, name, offset + 1);
  offset = buffer.writeInt16BE(0, offset);
  offset = buffer.writeInt16BE(parameters.length, offset);
  for (let index = 0; index < lengths.length; index += 1) {
    offset = buffer.writeInt32BE(lengths[index] ?? -1, offset);
    const parameter = parameters[index];
    if (typeof parameter === 'string') offset += buffer.write(parameter, offset, 'utf8');
  }
  offset = buffer.writeInt16BE(0, offset);
  executeAndSync.copy(buffer, offset);
  return buffer;
}

/**
 * One run of a statement, as pg takes queries. pg's own class has every result described and makes an object of every row; of that, nothing is
 * needed where columns are text.
 */
export class Execution {
  readonly #statement: Statement<never>;
  readonly #parameters: readonly (string | null)[];
  readonly #prepared: PreparedNames;
  readonly #outcome: Outcome;
  readonly #rows: Row[] = [];
  #prepares = false;

  constructor(
    statement: Statement<never>,
    parameters: readonly (string | null)[],
    prepared: PreparedNames,
    outcome: Outcome,
  ) {
    this.#statement = statement;
    this.#parameters = parameters;
    this.#prepared = prepared;
    this.#outcome = outcome;
  }

  submit(connection: Connection): void {
    const { name } = this.#statement;
    if (!this.#prepared.has(name)) {
      this.#prepares = true;
      this.#prepared.add(name);
      connection.stream.write(prepareMessages(this.#statement));
    }
    connection.stream.write(executeMessages(name, this.#parameters));
  }

  handleDataRow({ fields }: { readonly fields: Row }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows: only then is a write committed.
  }

  handleReadyForQuery(): void {
    this.#outcome.resolve(this.#rows);
  }

  handleError(error: Error): void {
    // Whether it is there is not known: it is prepared again.
    if (this.#prepares || isUnknownStatement(error)) this.#prepared.delete(this.#statement.name);
    this.#outcome.reject(error);
  }
}

// pg takes only queries of its own class in pipeline mode, to keep cursors out. Its constructor makes what is not needed here, for every run.
Object.setPrototypeOf(Execution.prototype, pg.Query.prototype);

/** What it was prepared by has failed, or a pooler has changed the connection. */
export function isUnknownStatement(error: Error): boolean {
  return 'code' in error && error.code === '26000';
}
