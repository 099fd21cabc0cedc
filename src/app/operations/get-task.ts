import { problem } from '../../values/problems.ts';
import { entityTag, isNamed } from '../tasks/entity-tag.ts';
import { findTask } from '../tasks/find-task.ts';
import type { Operation } from './operation.ts';

/** Finds one task, unless the client has it already. */
export const getTask: Operation<'getTask'> = async ({ principal, path, headers }, { db }) => {
  const found = await findTask(db, { userId: principal.userId, id: path.id });
  if (!found) return problem('/problems/task-not-found');
  const named = { ETag: entityTag(found.version) };
  if (isNamed(headers['If-None-Match'], found.version)) return { status: 304, headers: named };
  return { status: 200, headers: named, body: found.task };
};
