import { validationFailed } from '../../contract/index.ts';
import { problem } from '../../values/problems.ts';
import type { KeyConflict } from '../tasks/idempotency.ts';

/** Marks the kept answer to an earlier request. */
export const replayed = { 'Idempotent-Replayed': 'true' } as const;

const reused = {
  header: 'Idempotency-Key',
  detail: 'was used for another request; send a new key with a new request',
  code: 'reused',
};

/** Refuses a request whose key cannot be used now. */
export function keyProblem(conflict: KeyConflict) {
  return conflict === 'running'
    ? problem('/problems/request-in-progress', { headers: { 'Retry-After': 1 } })
    : validationFailed([reused]);
}
