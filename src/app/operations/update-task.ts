import { problem } from '../../values/problems.ts';
import { updateTask as update } from '../tasks/repository.ts';
import type { Operation } from './operation.ts';

/** Changes the members that are given, and keeps the others. */
export const updateTask: Operation<'updateTask'> = async ({ principal, path, body }, { db }) => {
  const task = await update(db, principal.userId, path.id, body);
  return task ? { status: 200, body: task } : problem('/problems/task-not-found');
};
