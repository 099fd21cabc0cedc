import { entityTag } from '../tasks/entity-tag.ts';
import { keyedRequest } from '../tasks/idempotency.ts';
import { insertTask } from '../tasks/insert-task.ts';
import { taskPath } from '../tasks/links.ts';
import { keyProblem, replayed } from './key-answers.ts';
import type { Operation } from './operation.ts';

/** Stores a new task and says where it is. */
export const createTask: Operation<'createTask'> = async ({ principal, headers, body }, { db, publicPath }) => {
  const keyed = keyedRequest(headers['Idempotency-Key'], 'createTask', body);
  const result = await insertTask(db, principal, body, keyed);
  if ('conflict' in result) return keyProblem(result.conflict);
  const { id, version, task } = 'kept' in result ? result.kept : result;
  const named = { Location: taskPath(publicPath, principal.userId, id), ETag: entityTag(version) };
  return { status: 201, headers: 'kept' in result ? { ...named, ...replayed } : named, body: task };
};
