import { isMigrated } from '../../database/index.ts';
import { problem, retryAfter } from '../../values/problems.ts';
import type { Operation } from './operation.ts';

export const getReadiness: Operation<'getReadiness'> = async (_request, { db, canVerifyTokens, closing }) => {
  if (closing?.aborted) {
    return problem('/problems/service-unavailable', { detail: 'The server is closing.', headers: retryAfter });
  }
  const [migrated, verifies] = await Promise.all([isMigrated(db), canVerifyTokens()]);
  if (migrated && verifies) return { status: 200, body: { status: 'ready' } };
  return problem('/problems/service-unavailable', {
    detail: migrated ? 'The keys that tokens are signed with cannot be had.' : 'The database is not migrated.',
    headers: retryAfter,
  });
};
