import type { KeyFault } from '../../auth/index.ts';
import { findDatabaseFault } from '../../database/index.ts';
import { problem, retryAfter } from '../../values/problems.ts';
import type { Operation } from './operation.ts';

const detailOf = {
  away: 'The keys that tokens are signed with cannot be had.',
  unusable: 'The JWKS has no key that tokens can be verified with.',
} as const satisfies Record<KeyFault, string>;

/** Says whether the server can serve: its database and the keys of tokens, and that it is not closing. */
export const getReadiness: Operation<'getReadiness'> = async (_request, { db, findKeyFault, closing }) => {
  if (closing?.aborted) {
    return problem('/problems/service-unavailable', { detail: 'The server is closing.', headers: retryAfter });
  }
  const [fault, keyFault] = await Promise.all([findDatabaseFault(db), findKeyFault()]);
  if (fault === undefined && keyFault === undefined) return { status: 200, body: { status: 'ready' } };
  return problem('/problems/service-unavailable', {
    detail: fault ? `The database is ${fault}.` : detailOf[keyFault ?? 'away'],
    headers: retryAfter,
  });
};
