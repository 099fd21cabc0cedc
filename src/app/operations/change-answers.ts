import { problem } from '../../values/problems.ts';
import type { ChangeResult } from '../tasks/change-task.ts';
import { entityTag } from '../tasks/entity-tag.ts';
import type { KeptAnswer } from '../tasks/idempotency.ts';
import type { StoredTask } from '../tasks/task.ts';
import { keyProblem, replayed } from './key-answers.ts';

/** Refuses a write to a task that has changed. The client gets the task, to merge without another request. */
export function preconditionFailed({ version, task }: StoredTask) {
  return problem('/problems/precondition-failed', {
    headers: { ETag: entityTag(version) },
    extensions: { task: task.parse() },
  });
}

/** Answers a change. */
export function changeAnswer(result: ChangeResult) {
  if (!('refusal' in result)) {
    return { status: 200, headers: { ETag: entityTag(result.version) }, body: result.task } as const;
  }
  return result.refusal === 'absent' ? problem('/problems/task-not-found') : preconditionFailed(result.current);
}

/** Answers a change that is done once, however often it is asked for. */
export function keyedChangeAnswer(result: ChangeResult | KeptAnswer) {
  if ('conflict' in result) return keyProblem(result.conflict);
  if (!('kept' in result)) return changeAnswer(result);
  const { version, task } = result.kept;
  return { status: 200, headers: { ETag: entityTag(version), ...replayed }, body: task } as const;
}
