import { validationFailed } from '../../contract/index.ts';
import { changeTaskOnce } from '../tasks/change-task.ts';
import { keyedRequest } from '../tasks/idempotency.ts';
import { readUpdate } from '../tasks/read-update.ts';
import { keyedChangeAnswer } from './change-answers.ts';
import type { Operation } from './operation.ts';

/** Changes the members that are given, and keeps the others (RFC 7396). */
export const patchTask: Operation<'patchTask'> = async ({ principal, path, headers, body }, { db }) => {
  const update = readUpdate(body, path, headers['If-Match']);
  if (update.faults) return validationFailed(update.faults);
  const key = { userId: principal.userId, id: path.id };
  const keyed = keyedRequest(headers['Idempotency-Key'], 'patchTask', path.id, body);
  return keyedChangeAnswer(await changeTaskOnce(db, key, update.change, update.versions, keyed));
};
