import type { Connection } from 'pg';
import pg from 'pg';

/** The columns of a row as Postgres sends them: text, or null for NULL. */
export type Fields = readonly (string | null)[];

/** The part of a statement that is sent to prepare it. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** Callbacks for the end of an execution. */
export interface Outcome {
  readonly resolve: (rows: Fields[]) => void;
  readonly reject: (error: Error) => void;
}

/** Names of the statements that are prepared on a connection. */
export type PreparedNames = Set<string>;

/** Execute of the unnamed portal, for all rows, and Sync. */
const executeAndSync = Buffer.from('E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04', 'latin1');

function writeText(buffer: Buffer, text: string, offset: number): number {
  const end = offset + buffer.write(text, offset, 'utf8');
  buffer[end] = 0;
  return end + 1;
}

/** Builds Close and Parse. Close of an unknown statement is not an error. Postgres infers the parameter types. */
function prepareMessages({ name, text }: PreparedStatement): Buffer {
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

/**
 * Builds Bind, Execute and Sync in one buffer (PostgreSQL, "Message Formats"). Parameters and results are text. There
 * is no Describe: the statement knows its columns.
 */
function executeMessages(name: string, parameters: Fields): Buffer {
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
 * One execution of a statement, in the form in which pg accepts queries.
 *
 * pg's own query class has Postgres describe every result and builds an object for every row. Columns that arrive as
 * text need neither.
 */
export class Execution {
  readonly #statement: PreparedStatement;
  readonly #parameters: Fields;
  readonly #prepared: PreparedNames;
  readonly #outcome: Outcome;
  readonly #rows: Fields[] = [];
  #prepares = false;

  constructor(statement: PreparedStatement, parameters: Fields, prepared: PreparedNames, outcome: Outcome) {
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

  handleDataRow({ fields }: { readonly fields: Fields }): void {
    this.#rows.push(fields);
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows. A write is not committed before it.
  }

  handleReadyForQuery(): void {
    this.#outcome.resolve(this.#rows);
  }

  handleError(error: Error): void {
    // The statement may or may not have been prepared, so the next execution prepares it again.
    if (this.#prepares || isUnknownStatement(error)) this.#prepared.delete(this.#statement.name);
    this.#outcome.reject(error);
  }
}

// In pipeline mode pg accepts only instances of its own query class, to keep cursors out. Its constructor does work for
// every query that is not needed here, so only the prototype is inherited.
Object.setPrototypeOf(Execution.prototype, pg.Query.prototype);

/** True when the connection does not know the statement: preparing it failed, or a pooler switched the connection. */
export function isUnknownStatement(error: Error): boolean {
  return 'code' in error && error.code === '26000';
}
