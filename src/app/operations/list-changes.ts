import { validationFailed } from '../../contract/index.ts';
import { problem } from '../../values/problems.ts';
import { listChanges as list } from '../tasks/list-changes.ts';
import type { Operation } from './operation.ts';

const unknownPosition = {
  parameter: 'since',
  detail: 'must be 0 or the since of an earlier answer for this user',
  code: 'maximum',
};

/** Lists what has changed since a position. */
export const listChanges: Operation<'listChanges'> = async ({ principal, query }, { db }) => {
  const result = await list(db, principal.userId, query.since, query.limit);
  if ('page' in result) return { status: 200, body: result.page };
  return result.refusal === 'gone' ? problem('/problems/changes-gone') : validationFailed([unknownPosition]);
};
