import type { components } from '../../../generated/contract.ts';
import type { OperationRequest } from '../../contract/index.ts';

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

const sortKeys = { created: 'created_at', title: 'title', due_date: 'due_date' } as const;

function isText(value: unknown): value is string | null {
  return typeof value === 'string' || value === null;
}

/** The position of a task that Postgres has written as JSON. @throws TypeError where it is none */
export function positionOf(json: string, sort: TaskSelection['sort']): PagePosition {
  const task: unknown = JSON.parse(json);
  const members = new Map<string, unknown>(Object.entries(task ?? {}));
  const id = members.get('id');
  const key = members.get(sortKeys[sort]);
  if (typeof id !== 'number' || !isText(key)) throw new TypeError('A task has no id or no key to be sorted by.');
  return { key, id };
}
