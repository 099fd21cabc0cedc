import type { components } from '../../../generated/contract.ts';
import type { OperationRequest } from '../../contract/index.ts';
import type { JsonText } from '../../values/json-text.ts';

export type Task = components['schemas']['Task'];
export type TaskCreate = components['schemas']['TaskCreate'];
export type TaskUpdate = components['schemas']['TaskUpdate'];

/** The members of an update that change a task. It may carry the others, which only the server sets. */
export type TaskChanges = Omit<TaskUpdate, Exclude<keyof Task, keyof TaskCreate | 'completed'>>;

/** A task as Postgres wrote it, with its version. */
export interface StoredTask {
  readonly id: number;
  readonly version: number;
  readonly task: JsonText<Task>;
}

/** A choice of a user's tasks: which ones, in which order, and how many. */
export type TaskSelection = Omit<OperationRequest<'listTasks'>['query'], 'cursor'>;

/** The position after which the next page of a list begins: the sort key and id of the last task. */
export interface PagePosition {
  /** A title, a priority, a time in UTC, a day, or null for a task without a due date. */
  readonly key: string | null;
  readonly id: number;
}

const sortKeys = {
  created: 'created_at',
  title: 'title',
  due_date: 'due_date',
  priority: 'priority',
  updated: 'updated_at',
} as const;

function isText(value: unknown): value is string | null {
  return typeof value === 'string' || value === null;
}

/** Returns the position of a task that Postgres wrote as JSON. @throws TypeError if the text is not a task */
export function positionOf(json: string, sort: TaskSelection['sort']): PagePosition {
  const task: unknown = JSON.parse(json);
  const members = new Map<string, unknown>(Object.entries(task ?? {}));
  const id = members.get('id');
  const key = members.get(sortKeys[sort]);
  if (typeof id !== 'number' || !isText(key)) throw new TypeError('The task has no id or no sort key.');
  return { key, id };
}
