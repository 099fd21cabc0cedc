import { isMigrated } from '../database/migrator.ts';
import { problem, retryAfter } from '../problems.ts';
import type { Operation } from './operation.ts';

export const getReadiness: Operation<'getReadiness'> = async (_request, { db }) => {
  if (await isMigrated(db)) return { status: 200, body: { status: 'ready' } };
  return problem('/problems/service-unavailable', {
    detail: 'The database is not migrated.',
    headers: retryAfter,
  });
};
