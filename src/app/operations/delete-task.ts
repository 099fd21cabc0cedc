import { problem } from '../../values/problems.ts';
import { deleteTask as remove } from '../tasks/repository.ts';
import type { Operation } from './operation.ts';

/** Deletes a task for good. */
export const deleteTask: Operation<'deleteTask'> = async ({ principal, path }, { db }) => {
  const deleted = await remove(db, principal.userId, path.id);
  return deleted ? { status: 204 } : problem('/problems/task-not-found');
};
