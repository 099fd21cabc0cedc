import type { Writable } from 'node:stream';
import { DatabaseError } from 'pg-protocol';
import { proof } from './echo.ts';
import { ConnectionLostError } from './errors.ts';
import type { Fields, Job, PreparedStatement } from './job.ts';

/** Names of the statements that are prepared on a connection. */
export type PreparedNames = Set<string>;

/** Execute of the unnamed portal, for all rows, and Sync, which commits. */
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

/** A message from Postgres, as pg-protocol reads it. */
export interface Message {
  readonly name: string;
  readonly fields?: unknown;
  readonly text?: unknown;
}

/** Postgres, or something between, sent what does not belong to the statements that were sent. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

function isDataRow(message: Message): message is Message & { readonly fields: Fields } {
  return message.name === 'dataRow' && Array.isArray(message.fields);
}

/** SQLSTATE of a prepared statement that the connection does not know. */
const unknownStatement = '26000';

/** The messages that answer an execution. Rows come before `commandComplete`. */
const answer: readonly string[] = ['bindComplete', 'commandComplete', 'readyForQuery'];
const answerAfterPreparing: readonly string[] = ['closeComplete', 'parseComplete', ...answer];

/** One execution of a statement: what is sent for it, and the messages that answer it, in their only order. */
export class Execution {
  readonly job: Job;
  readonly sentAt = performance.now();
  readonly #prepared: PreparedNames;
  readonly #prepares: boolean;
  readonly #isRepeated: boolean;
  readonly #expected: readonly string[];
  #next = 0;
  readonly #rows: Fields[] = [];
  #error: DatabaseError | undefined;
  /** True when the error came after the statement had run: while Postgres committed, or later. */
  #failedLate = false;

  constructor(job: Job, prepared: PreparedNames, isRepeated = false) {
    this.job = job;
    this.#prepared = prepared;
    this.#prepares = !prepared.has(job.statement.name);
    this.#expected = this.#prepares ? answerAfterPreparing : answer;
    this.#isRepeated = isRepeated;
  }

  /** True when a row has shown that the answer belongs to this statement. */
  get isProven(): boolean {
    return this.#rows.length > 0;
  }

  /** True when the statement does nothing but show that the answers before it belong to their statements. */
  get isProof(): boolean {
    return this.job.statement === proof;
  }

  /** SQLSTATE of the error that Postgres reported. */
  get errorCode(): string | undefined {
    return this.#error?.code;
  }

  send(stream: Writable): void {
    const { statement, parameters } = this.job;
    if (this.#prepares) {
      this.#prepared.add(statement.name);
      stream.write(prepareMessages(statement));
    }
    stream.write(executeMessages(statement.name, parameters));
  }

  /**
   * Takes the next message of the connection.
   *
   * @returns true when the execution is complete
   * @throws ProtocolError when the message does not belong here
   */
  accept(message: Message): boolean {
    const expected = this.#expected[this.#next];
    if (message.name === expected) {
      if (expected === 'commandComplete' && !this.#isCount(message.text))
        throw new ProtocolError('The number of rows is not the one that came');
      this.#next += 1;
      return expected === 'readyForQuery';
    }
    if (expected === 'commandComplete' && isDataRow(message)) {
      if (message.fields.at(-1) !== this.job.echo) throw new ProtocolError('A row answers another statement');
      this.#rows.push(message.fields);
      return false;
    }
    // An error without a code is the parser's own, for a message of an unknown type.
    if (!(message instanceof DatabaseError) || message.code === undefined || this.#error)
      throw new ProtocolError(`${message.name} was not expected`);
    this.#error = message;
    this.#failedLate = this.#next === this.#expected.length - 1;
    // The rest of the transaction is skipped. The statement may or may not be prepared, so it is prepared again.
    this.#next = this.#expected.length - 1;
    if (this.#prepares || message.code === unknownStatement) this.#prepared.delete(this.job.statement.name);
    return false;
  }

  /** True for a command tag, such as `SELECT 2`, with the number of rows that came. Every statement returns columns. */
  #isCount(tag: unknown): boolean {
    return typeof tag === 'string' && tag.endsWith(` ${this.#rows.length}`);
  }

  /**
   * Returns the execution to send instead when the connection did not know the statement, or undefined. A pooler may
   * have switched the connection. Nothing has run, so it is safe to send it again, once.
   */
  repeat(): Execution | undefined {
    if (this.errorCode !== unknownStatement || this.#isRepeated) return undefined;
    return new Execution(this.job, this.#prepared, true);
  }

  /** Settles the job after the last message. */
  settle(): void {
    if (this.#error) this.job.reject(this.#error);
    else this.job.resolve(this.#rows);
  }

  /** Settles the job when the connection is gone. The cause is the error of Postgres if nothing is stored. */
  fail(error: ConnectionLostError): void {
    const isRolledBack = this.#error && !this.#failedLate;
    this.job.reject(isRolledBack ? new ConnectionLostError(error.message, { cause: this.#error }) : error);
  }
}
