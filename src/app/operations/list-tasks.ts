import { problem } from '../../values/problems.ts';
import { decodeCursor, encodeCursor } from '../tasks/cursor.ts';
import { nextPageLink } from '../tasks/links.ts';
import { listTasks as list } from '../tasks/task-list.ts';
import type { Operation } from './operation.ts';

/** Lists a page of tasks, with the address of the next page. */
export const listTasks: Operation<'listTasks'> = async ({ principal, query }, { db, publicPath }) => {
  const { cursor, ...selection } = query;
  const after = cursor === undefined ? undefined : decodeCursor(cursor, selection);
  if (after === null) return problem('/problems/invalid-cursor');
  const { tasks, last } = await list(db, principal.userId, selection, after);
  if (!last) return { status: 200, body: tasks };
  const next = nextPageLink(publicPath, principal.userId, selection, encodeCursor(last, selection));
  return { status: 200, headers: { Link: next }, body: tasks };
};
