import { changeTaskOnce } from '../tasks/change-task.ts';
import { versionsIn } from '../tasks/entity-tag.ts';
import { keyedRequest } from '../tasks/idempotency.ts';
import { keyedChangeAnswer } from './change-answers.ts';
import type { Operation } from './operation.ts';

/** Sets `completed` to the value in the body, or flips it. */
export const toggleTaskCompletion: Operation<'toggleTaskCompletion'> = async (
  { principal, path, headers, body },
  { db },
) => {
  const key = { userId: principal.userId, id: path.id };
  const keyed = keyedRequest(headers['Idempotency-Key'], 'toggleTaskCompletion', path.id, body);
  const versions = versionsIn(headers['If-Match']);
  return keyedChangeAnswer(await changeTaskOnce(db, key, body ?? 'flip', versions, keyed));
};
