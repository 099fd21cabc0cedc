import { ProblemError, unavailable } from '../values/problems.ts';

/**
 * SQLSTATE classes and codes after which the same request may succeed later, and about which the client can do nothing:
 * lost connections, a server that starts, stops or is full, a standby, a statement that took too long, a conflict
 * between transactions. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const transientStates = /^(?:08|53|57P0|57014|40001|40P01|55P03|25006)/;

const transientSystemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // the Unix socket of a Postgres that is not running
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** Thrown for a statement when every connection has its maximum of waiting statements. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

/** Errors to which pg gives no code. */
const transientMessages = [
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
];

function isTransient(error: Error): boolean {
  if (error instanceof OverloadedError) return true;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string') {
    return transientSystemErrors.has(code) || (code.length === 5 && transientStates.test(code));
  }
  return transientMessages.some((message) => error.message.startsWith(message));
}

/**
 * Translates the errors of Postgres and its driver that are answered with 503. After such an error, a write may or may
 * not have happened.
 *
 * @returns undefined for an error that is a bug of this server
 */
export function databaseProblem(error: unknown): ProblemError | undefined {
  if (error instanceof AggregateError) return error.errors.some(databaseProblem) ? unavailable(error) : undefined;
  return error instanceof Error && isTransient(error) ? unavailable(error) : undefined;
}
