import { listTags as list } from '../tasks/list-tags.ts';
import type { Operation } from './operation.ts';

/** Lists the tags of a user's tasks. */
export const listTags: Operation<'listTags'> = async ({ principal }, { db }) => ({
  status: 200,
  body: await list(db, principal.userId),
});
