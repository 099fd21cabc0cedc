import { ProblemError, unavailable } from '../values/problems.ts';

/**
 * SQLSTATE classes and codes after which the same request may succeed later, and which the client can do nothing about: lost
 * connections, a server that starts, stops or is full, a standby, a statement that took too long, a conflict between
 * transactions. https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const transientStates = /^(?:08|53|57P0|57014|40001|40P01|55P03|25006)/;

const transientSystemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT', // the Unix socket of a Postgres that is not up
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]);

/** A statement that comes when every connection has as many waiting as it may. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

/** pg gives these no code. */
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
 * Knows the errors of Postgres and of its driver that are a 503. Of a write, none of them tells whether it happened.
 *
 * @returns undefined for an error that is a fault of ours
 */
export function databaseProblem(error: unknown): ProblemError | undefined {
  if (error instanceof AggregateError) return error.errors.some(databaseProblem) ? unavailable(error) : undefined;
  return error instanceof Error && isTransient(error) ? unavailable(error) : undefined;
}
