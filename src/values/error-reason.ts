import { errorCode } from './error-code.ts';

/**
 * Says in one sentence why something failed. Some errors have no message of their own: connecting to a name with
 * several addresses fails with an AggregateError, whose reasons are in its parts.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const parts: readonly unknown[] = error.errors;
    return [...new Set(parts.map(reasonOf))].join('; ');
  }
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  if (error.cause !== undefined) return reasonOf(error.cause);
  return errorCode(error) ?? error.name;
}
