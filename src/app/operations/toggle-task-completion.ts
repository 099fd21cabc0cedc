import { problem } from '../../values/problems.ts';
import { toggleTask } from '../tasks/repository.ts';
import type { Operation } from './operation.ts';

/** Flips `completed`. */
export const toggleTaskCompletion: Operation<'toggleTaskCompletion'> = async ({ principal, path }, { db }) => {
  const task = await toggleTask(db, principal.userId, path.id);
  return task ? { status: 200, body: task } : problem('/problems/task-not-found');
};
