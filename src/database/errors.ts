import { DatabaseError } from 'pg-protocol';
import { ProblemError, unavailable } from '../values/problems.ts';

/** The database did not answer. Nothing is stored, unless a subclass says otherwise. */
export class DatabaseUnavailableError extends Error {
  override readonly name: string = 'DatabaseUnavailableError';
}

/** The connection ended before the answer. The statement may have run. */
export class ConnectionLostError extends DatabaseUnavailableError {
  override readonly name = 'ConnectionLostError';
}

/** Too many statements are waiting. This one was refused before it was sent. */
export class OverloadedError extends DatabaseUnavailableError {
  override readonly name = 'OverloadedError';
}

/** A pooler stands before Postgres, so the session cannot have settings of its own. Nothing was sent. */
export class PooledConnectionError extends DatabaseUnavailableError {
  override readonly name = 'PooledConnectionError';
}

/** A write was sent and not answered, so nobody knows whether it was stored. */
export class UnknownOutcomeError extends DatabaseUnavailableError {
  override readonly name = 'UnknownOutcomeError';
}

/**
 * SQLSTATE classes and codes that say that the database cannot serve now, whatever the statement: connection,
 * transaction state (a read-only server), authorisation, catalogue and schema names, conflicts between transactions,
 * resources, object state, operator intervention, system, configuration and internal errors; and a schema that is older
 * than this server, or a role without the rights it needs.
 *
 * All other classes blame the statement or its values, which is a bug of this server.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const unavailableStates = /^(?:08|25|28|3D|3F|40|53|55|57|58|F0|XX|42P01$|42703$|42883$|42501$)/;

const unknownOutcome =
  'The database did not answer. The change may or may not have been stored: read the task before you try again, ' +
  'or send the same request with its Idempotency-Key.';

/**
 * Translates the errors of the database that are answered with 503.
 *
 * @returns undefined for an error that is a bug of this server
 */
export function databaseProblem(error: unknown): ProblemError | undefined {
  if (error instanceof UnknownOutcomeError) return unavailable(error, unknownOutcome);
  if (error instanceof DatabaseUnavailableError) return unavailable(error);
  return error instanceof DatabaseError && unavailableStates.test(error.code ?? '') ? unavailable(error) : undefined;
}
