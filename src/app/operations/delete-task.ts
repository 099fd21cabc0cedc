import { problem } from '../../values/problems.ts';
import { deleteTask as remove } from '../tasks/delete-task.ts';
import { versionsIn } from '../tasks/entity-tag.ts';
import { preconditionFailed } from './change-answers.ts';
import type { Operation } from './operation.ts';

/** Deletes a task for good. */
export const deleteTask: Operation<'deleteTask'> = async ({ principal, path, headers }, { db }) => {
  const result = await remove(db, { userId: principal.userId, id: path.id }, versionsIn(headers['If-Match']));
  if (result === 'deleted') return { status: 204 };
  return result === 'absent' ? problem('/problems/task-not-found') : preconditionFailed(result.current);
};
