import { clearCompleted } from '../tasks/clear-completed.ts';
import type { Operation } from './operation.ts';

/** Deletes the completed tasks of a user for good. */
export const clearCompletedTasks: Operation<'clearCompletedTasks'> = async ({ principal }, { db }) => ({
  status: 200,
  body: { deleted: await clearCompleted(db, principal.userId) },
});
