import { isDeepStrictEqual } from 'node:util';
import type { Task, TaskChanges, TaskCreate } from '../../src/app/tasks/task.ts';

type Sort = 'created' | 'title' | 'due_date' | 'priority' | 'updated';

/** The query of a list. */
export interface ListQuery {
  readonly status?: 'all' | 'pending' | 'completed';
  readonly priority?: Task['priority'];
  readonly tag?: readonly string[];
  readonly due_after?: string;
  readonly due_before?: string;
  readonly sort?: Sort;
  readonly order?: 'asc' | 'desc';
  readonly q?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The limit of a page whose query has none. */
const defaultLimit = 50;

/** A due date as the server returns it. The fraction stays text: a Date has no microseconds. */
function inUtc(dueDate: string | null): string | null {
  if (dueDate === null || dueDate.length === 10) return dueDate;
  const [, fraction = ''] = /\.(\d+)/.exec(dueDate) ?? [];
  const seconds = new Date(dueDate.toUpperCase().replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Folds a text: full case folding, which for these letters is the lower case of the upper case, and NFKC. */
function folded(text: string): string {
  const upper = text.normalize('NFKC').replaceAll('ẞ', 'ß').replaceAll('ı', '\0').toUpperCase();
  return upper.toLowerCase().replaceAll('\0', 'ı').replaceAll('ς', 'σ').replaceAll('i\u0307', 'i').normalize('NFC');
}

/** The first moment of a due date. */
function moment(dueDate: string): string {
  return dueDate.length === 10 ? `${dueDate}T00:00:00.000000Z` : (inUtc(dueDate) ?? '');
}

/** A due date as a text that sorts: a day before the equal moment. */
function dueKey(dueDate: string): string {
  return `${moment(dueDate)}${dueDate.length === 10 ? '0' : '1'}`;
}

const ranks = ['none', 'low', 'medium', 'high'];

/** The order of each sort, ascending. */
const orders: Record<Sort, (left: Task, right: Task) => number> = {
  created: (left, right) => byCodePoint(left.created_at, right.created_at),
  title: (left, right) => byCodePoint(folded(left.title), folded(right.title)),
  due_date: (left, right) => byCodePoint(dueKey(left.due_date ?? ''), dueKey(right.due_date ?? '')),
  priority: (left, right) => ranks.indexOf(left.priority) - ranks.indexOf(right.priority),
  updated: (left, right) => byCodePoint(left.updated_at, right.updated_at),
};

const descending: readonly Sort[] = ['created', 'priority', 'updated'];

/** Compares two tasks by a sort. No due date comes last in both directions. */
function compare(left: Task, right: Task, sort: Sort, order: ListQuery['order']): number {
  const sign = (order ?? (descending.includes(sort) ? 'desc' : 'asc')) === 'asc' ? 1 : -1;
  if (sort === 'due_date' && (left.due_date === null) !== (right.due_date === null))
    return left.due_date === null ? 1 : -1;
  return sign * (orders[sort](left, right) || left.id - right.id);
}

/** True for a task that a query's filters let through. */
function passes(task: Task, { status = 'all', priority, tag = [], due_after, due_before, q = '' }: ListQuery): boolean {
  const due = task.due_date === null ? undefined : moment(task.due_date);
  const last = due_before?.length === 10 ? `${due_before}T23:59:59.999999Z` : due_before && moment(due_before);
  return (
    (status === 'all' || task.completed === (status === 'completed')) &&
    (priority === undefined || task.priority === priority) &&
    tag.every((name) => task.tags.includes(name)) &&
    (due_after === undefined || (due !== undefined && due >= moment(due_after))) &&
    (last === undefined || (due !== undefined && due <= last)) &&
    [task.title, task.description ?? ''].some((text) => folded(text).includes(folded(q)))
  );
}

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
    { title, description = null, priority = 'none', tags = [], due_date = null }: TaskCreate,
    { id, version, created_at }: Task,
  ): Task {
    if (this.ids.includes(id)) throw new Error(`The id ${id} is used twice.`);
    const told = { id, user_id, title, description, priority, tags, due_date: inUtc(due_date) };
    this.ids.push(id);
    this.#draw(user_id, version);
    const times = { completed_at: null, created_at, updated_at: created_at };
    return this.#keep({ ...told, completed: false, version, ...times });
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
    const completed_at = changed.completed ? (task.completed_at ?? updated_at) : null;
    return this.#keep({ ...changed, completed_at, updated_at, version });
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
    { sort = 'created', order, limit = defaultLimit, offset = 0, ...filters }: ListQuery,
  ): Task[][] {
    const listed = [...this.#tasks.values()]
      .filter((task) => task.user_id === userId && passes(task, filters))
      .sort((left, right) => compare(left, right, sort, order))
      .slice(offset);
    const count = Math.max(1, Math.ceil(listed.length / limit));
    return Array.from({ length: count }, (_, page) => listed.slice(page * limit, (page + 1) * limit));
  }

  #keep(task: Task): Task {
    this.#tasks.set(task.id, task);
    return task;
  }
}
