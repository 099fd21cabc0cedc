import { countTasks } from '../tasks/count-tasks.ts';
import type { Operation } from './operation.ts';

/** Counts a user's tasks. */
export const getStats: Operation<'getStats'> = async ({ principal, query }, { db }) => ({
  status: 200,
  body: await countTasks(db, principal.userId, query.time_zone),
});
