import type { Writable } from 'node:stream';
import { DatabaseError } from 'pg-protocol';
import { ConnectionLostError } from './errors.ts';
import type { Job } from './job.ts';

/** The columns of a row as Postgres sends them: text, or null for NULL. */
export type Fields = readonly (string | null)[];

/** The part of a statement that is sent to prepare it. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** Names of the statements that are prepared on a connection. */
export type PreparedNames = Set<string>;

/** Execute of the unnamed portal, for all rows. */
const execute = Buffer.from('E\0\0\0\x09\0\0\0\0\0', 'latin1');
/** Ends the statements of one transaction. Postgres commits and answers with ReadyForQuery. */
const sync = Buffer.from('S\0\0\0\x04', 'latin1');
const executeAndSync = Buffer.concat([execute, sync]);

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
 * Builds Bind and the messages after it in one buffer (PostgreSQL, "Message Formats"). Parameters and results are text.
 * There is no Describe: the statement knows its columns.
 */
function executeMessages(name: string, parameters: Fields, after: Buffer): Buffer {
  let bindLength = 4 + 1 + name.length + 1 + 2 + 2 + 2;
  const lengths = parameters.map((parameter) => (parameter === null ? -1 : Buffer.byteLength(parameter)));
  for (const length of lengths) bindLength += 4 + Math.max(0, length);
  const buffer = Buffer.allocUnsafe(1 + bindLength + after.length);
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
  after.copy(buffer, offset);
  return buffer;
}

/** A message from Postgres, as pg-protocol reads it. */
export interface Message {
  readonly name: string;
  readonly fields?: unknown;
}

/** Postgres, or something between, sent what does not belong to the statements that were sent. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** Limits the next statement of the same transaction. Unlike SET, it leaves nothing behind on a pooler's connection. */
const limitStatement: PreparedStatement = {
  name: 'tasks_api_limit',
  text: "select set_config('statement_timeout', $1, true)",
};

function isDataRow(message: Message): message is Message & { readonly fields: Fields } {
  return message.name === 'dataRow' && Array.isArray(message.fields);
}

/** SQLSTATE of a prepared statement that the connection does not know. */
const unknownStatement = '26000';

/** One execution of a statement: what is sent for it, and the messages that answer it, in their only order. */
export class Execution {
  readonly job: Job;
  readonly sentAt = performance.now();
  readonly #limitMs: number | undefined;
  readonly #prepared: PreparedNames;
  readonly #isRepeated: boolean;
  /** Names of the statements that this execution prepares. */
  readonly #preparing: string[] = [];
  /** Names of the messages that answer the execution. Rows come before each `commandComplete`. */
  readonly #expected: string[] = [];
  #next = 0;
  #rows: Fields[] = [];
  #error: DatabaseError | undefined;
  /** True when the error came after the statement had run: while Postgres committed, or later. */
  #failedLate = false;

  /** @param limitMs the time after which Postgres cancels the statement, lock waits included; undefined for none */
  constructor(job: Job, limitMs: number | undefined, prepared: PreparedNames, isRepeated = false) {
    this.job = job;
    this.#limitMs = limitMs;
    this.#prepared = prepared;
    this.#isRepeated = isRepeated;
  }

  /** SQLSTATE of the error that Postgres reported. */
  get errorCode(): string | undefined {
    return this.#error?.code;
  }

  send(stream: Writable): void {
    const { statement, parameters } = this.job;
    if (this.#limitMs !== undefined) this.#write(stream, limitStatement, [String(this.#limitMs)], execute);
    this.#write(stream, statement, parameters, executeAndSync);
    this.#expected.push('readyForQuery');
  }

  /**
   * Takes the next message of the connection.
   *
   * @returns true when the execution is complete
   * @throws ProtocolError when the message does not belong here
   */
  accept(message: Message): boolean {
    if (isDataRow(message) && this.#expected[this.#next] === 'commandComplete') {
      this.#rows.push(message.fields);
      return false;
    }
    if (message instanceof DatabaseError && this.#error === undefined) {
      this.#error = message;
      this.#failedLate = this.#next === this.#expected.length - 1;
      // The rest of the transaction is skipped. What was to be prepared may or may not exist, so it is prepared again.
      this.#next = this.#expected.length - 1;
      const { statement } = this.job;
      const forgotten = message.code === unknownStatement ? [limitStatement.name, statement.name] : this.#preparing;
      for (const name of forgotten) this.#prepared.delete(name);
      return false;
    }
    if (message.name !== this.#expected[this.#next]) throw new ProtocolError(`${message.name} was not expected`);
    this.#next += 1;
    // Rows of the limit are not the statement's.
    if (message.name === 'bindComplete') this.#rows = [];
    return message.name === 'readyForQuery';
  }

  /**
   * Returns the execution to send instead when the connection did not know a statement, or undefined. A pooler may have
   * switched the connection. Nothing has run, so it is safe to send it again, once.
   */
  repeat(): Execution | undefined {
    if (this.errorCode !== unknownStatement || this.#isRepeated) return undefined;
    return new Execution(this.job, this.#limitMs, this.#prepared, true);
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

  #write(stream: Writable, statement: PreparedStatement, parameters: Fields, after: Buffer): void {
    if (!this.#prepared.has(statement.name)) {
      this.#prepared.add(statement.name);
      this.#preparing.push(statement.name);
      this.#expected.push('closeComplete', 'parseComplete');
      stream.write(prepareMessages(statement));
    }
    this.#expected.push('bindComplete', 'commandComplete');
    stream.write(executeMessages(statement.name, parameters, after));
  }
}
