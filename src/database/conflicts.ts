import { DatabaseError } from 'pg-protocol';
import type { Job } from './job.ts';

/** SQLSTATE of a transaction that lost a conflict with another one. Nothing of it was stored. */
const serializationFailure = '40001';

/** Limits of the random wait before a repetition. Statements that met at the same moment must not meet again. */
const firstWaitMs = 2;
const maxWaitMs = 50;

function isLostConflict(error: Error): boolean {
  return error instanceof DatabaseError && error.code === serializationFailure;
}

/**
 * Sends a job again while it loses conflicts with other transactions, until its deadline.
 *
 * Our statements need READ COMMITTED only, where this never happens. The role or the database may have a stricter
 * `default_transaction_isolation`. Behind a pooler a session cannot change it, so conflicts are expected everywhere.
 */
export function repeatingConflicts(run: (job: Job) => void, waitMs = firstWaitMs): (job: Job) => void {
  return (job) => {
    const reject = (error: Error): void => {
      const wait = Math.random() * waitMs;
      if (!isLostConflict(error) || performance.now() + wait > job.deadline) job.reject(error);
      else setTimeout(() => repeatingConflicts(run, Math.min(2 * waitMs, maxWaitMs))(job), wait);
    };
    run({ ...job, reject });
  };
}
