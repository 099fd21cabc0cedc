import { insertTask } from '../tasks/repository.ts';
import { taskPath } from '../tasks/links.ts';
import type { Operation } from './operation.ts';

/** Stores a new task and says where it is. */
export const createTask: Operation<'createTask'> = async ({ principal, body }, { db, publicPath }) => {
  const { id, task } = await insertTask(db, principal, body);
  return { status: 201, headers: { Location: taskPath(publicPath, principal.userId, id) }, body: task };
};
