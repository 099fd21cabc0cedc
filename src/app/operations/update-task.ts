import { validationFailed } from '../../contract/index.ts';
import { changeTask } from '../tasks/change-task.ts';
import { readUpdate } from '../tasks/read-update.ts';
import { changeAnswer } from './change-answers.ts';
import type { Operation } from './operation.ts';

/** Changes the members that are given, and keeps the others. */
export const updateTask: Operation<'updateTask'> = async ({ principal, path, headers, body }, { db }) => {
  const update = readUpdate(body, path, headers['If-Match']);
  if (update.faults) return validationFailed(update.faults);
  const key = { userId: principal.userId, id: path.id };
  return changeAnswer(await changeTask(db, key, update.change, update.versions));
};
