import { problem } from '../../values/problems.ts';
import { findTask } from '../tasks/repository.ts';
import type { Operation } from './operation.ts';

/** Finds one task. */
export const getTask: Operation<'getTask'> = async ({ principal, path }, { db }) => {
  const task = await findTask(db, principal.userId, path.id);
  return task ? { status: 200, body: task } : problem('/problems/task-not-found');
};
