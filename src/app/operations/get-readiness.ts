import { findDatabaseFault } from '../../database/index.ts';
import { problem, retryAfter } from '../../values/problems.ts';
import type { Operation } from './operation.ts';

export const getReadiness: Operation<'getReadiness'> = async (_request, { db, canVerifyTokens, closing }) => {
  if (closing?.aborted) {
    return problem('/problems/service-unavailable', { detail: 'The server is closing.', headers: retryAfter });
  }
  const [fault, verifies] = await Promise.all([findDatabaseFault(db), canVerifyTokens()]);
  if (fault === undefined && verifies) return { status: 200, body: { status: 'ready' } };
  return problem('/problems/service-unavailable', {
    detail: fault ? `The database is ${fault}.` : 'The keys that tokens are signed with cannot be had.',
    headers: retryAfter,
  });
};
