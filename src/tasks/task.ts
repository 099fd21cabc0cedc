import type { components } from '../../generated/contract.ts';
import type { OperationRequest } from '../contract/index.ts';

export type Task = components['schemas']['Task'];
export type TaskCreate = components['schemas']['TaskCreate'];
export type TaskUpdate = components['schemas']['TaskUpdate'];

/** Which of a user's tasks to list, in which order, and how many. */
export type TaskSelection = Omit<OperationRequest<'listTasks'>['query'], 'cursor'>;

/** The place in a list behind which the next page begins: the last task's sort key and id. */
export interface PagePosition {
  /** A title, a time in UTC, or null behind a task without a due date. */
  readonly key: string | null;
  readonly id: number;
}

/** The key that a sort orders by, as the task shows it. */
export function positionOf(task: Task, sort: TaskSelection['sort']): PagePosition {
  const keys = { created: task.created_at, title: task.title, due_date: task.due_date };
  return { key: keys[sort], id: task.id };
}
