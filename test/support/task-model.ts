import { isDeepStrictEqual } from 'node:util';
import type { Task, TaskChanges, TaskCreate } from '../../src/app/tasks/task.ts';

/** The query of a list. */
export interface ListQuery {
  readonly status?: 'all' | 'pending' | 'completed';
  readonly sort?: 'created' | 'title' | 'due_date';
  readonly q?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The limit of a page whose query has none. */
const defaultLimit = 50;

/** A due date as the server returns it. The fraction stays text: a Date has no microseconds. */
function inUtc(dueDate: string | null): string | null {
  if (dueDate === null) return null;
  const [, fraction = ''] = /\.(\d+)/.exec(dueDate) ?? [];
  const seconds = new Date(dueDate.toUpperCase().replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Folds letter case. Both lower-case sigmas are one letter. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

const orders: Record<NonNullable<ListQuery['sort']>, (left: Task, right: Task) => number> = {
  created: (left, right) => byCodePoint(right.created_at, left.created_at) || right.id - left.id,
  title: (left, right) => byCodePoint(folded(left.title), folded(right.title)) || left.id - right.id,
  // No due date sorts last: a tilde comes after every digit.
  due_date: (left, right) => byCodePoint(left.due_date ?? '~', right.due_date ?? '~') || left.id - right.id,
};

/** A model of the server: the tasks of every user, by the rules of specs/features/task-crud.md. */
export class TaskModel {
  readonly #tasks = new Map<number, Task>();
  /** The last number of each user. */
  readonly #versions = new Map<string, number>();
  /** Every id used so far, also of deleted tasks. */
  readonly ids: number[] = [];

  /** The task that a creation must have stored. Its id and time come from the answer: the server alone decides them. */
  created(
    user_id: string,
    { title, description = null, due_date = null }: TaskCreate,
    { id, version, created_at }: Task,
  ): Task {
    if (this.ids.includes(id)) throw new Error(`The id ${id} is used twice.`);
    const task = { id, user_id, title, description, completed: false, due_date: inUtc(due_date), version };
    this.ids.push(id);
    this.#draw(user_id, version);
    return this.#keep({ ...task, created_at, updated_at: created_at });
  }

  /** A user's task; undefined if there is none with this id or it is another user's. */
  find(userId: string, id: number): Task | undefined {
    const task = this.#tasks.get(id);
    return task?.user_id === userId ? task : undefined;
  }

  /**
   * The task that a write must have left: absent members are kept. If a member has changed, `updated_at` and `version`
   * have moved; otherwise, everything is as it was.
   */
  updated(task: Task, changes: TaskChanges, { updated_at, version }: Task): Task {
    const { due_date, ...others } = changes;
    const changed = { ...task, ...others, ...(due_date === undefined ? {} : { due_date: inUtc(due_date) }) };
    if (isDeepStrictEqual(changed, task)) return task;
    if (updated_at <= task.updated_at) throw new Error(`updated_at went from ${task.updated_at} to ${updated_at}`);
    this.#draw(task.user_id, version);
    return this.#keep({ ...changed, updated_at, version });
  }

  /** Notes the number of a write. @throws if it is not larger than all others of the user */
  #draw(userId: string, version: number): void {
    const last = this.#versions.get(userId) ?? 0;
    if (version <= last) throw new Error(`The version of ${userId} went from ${last} to ${version}`);
    this.#versions.set(userId, version);
  }

  delete(id: number): void {
    this.#tasks.delete(id);
  }

  /** The pages of a list, from the first to the last. A list without tasks has one page. */
  pages(
    userId: string,
    { status = 'all', sort = 'created', q = '', limit = defaultLimit, offset = 0 }: ListQuery,
  ): Task[][] {
    const listed = [...this.#tasks.values()]
      .filter((task) => task.user_id === userId)
      .filter(({ completed }) => status === 'all' || completed === (status === 'completed'))
      .filter(({ title, description }) => [title, description ?? ''].some((text) => folded(text).includes(folded(q))))
      .sort(orders[sort])
      .slice(offset);
    const count = Math.max(1, Math.ceil(listed.length / limit));
    return Array.from({ length: count }, (_, page) => listed.slice(page * limit, (page + 1) * limit));
  }

  #keep(task: Task): Task {
    this.#tasks.set(task.id, task);
    return task;
  }
}
