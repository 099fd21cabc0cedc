import type { Task, TaskCreate, TaskUpdate } from '../../src/app/tasks/task.ts';

/** How a list is asked for. */
export interface ListQuery {
  readonly status?: 'all' | 'pending' | 'completed';
  readonly sort?: 'created' | 'title' | 'due_date';
  readonly q?: string;
  readonly limit?: number;
  readonly offset?: number;
}

/** The limit of a page that does not say one. */
const defaultLimit = 50;

/** A due date as it comes back. Times have microseconds, which Date has not: the fraction stays a text. */
function inUtc(dueDate: string | null): string | null {
  if (dueDate === null) return null;
  const [, fraction = ''] = /\.(\d+)/.exec(dueDate) ?? [];
  const seconds = new Date(dueDate.toUpperCase().replace(/\.\d+/, '')).toISOString().slice(0, 19);
  return `${seconds}.${fraction.padEnd(6, '0')}Z`;
}

function byCodePoint(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Letter case folded; a sigma is one letter. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

const orders: Record<NonNullable<ListQuery['sort']>, (left: Task, right: Task) => number> = {
  created: (left, right) => byCodePoint(right.created_at, left.created_at) || right.id - left.id,
  title: (left, right) => byCodePoint(folded(left.title), folded(right.title)) || left.id - right.id,
  // Every digit comes before a tilde.
  due_date: (left, right) => byCodePoint(left.due_date ?? '~', right.due_date ?? '~') || left.id - right.id,
};

/** What the server is expected to hold: the tasks of every user, as specs/features/task-crud.md has them. */
export class TaskModel {
  readonly #tasks = new Map<number, Task>();
  /** Every id that was given, those of deleted tasks included. */
  readonly ids: number[] = [];

  /** The task that a creation must have stored, but for what the server alone decides: its id and when. */
  created(user_id: string, { title, description = null, due_date = null }: TaskCreate, { id, created_at }: Task): Task {
    if (this.ids.includes(id)) throw new Error(`the id ${id} is used twice`);
    const task = { id, user_id, title, description, completed: false, due_date: inUtc(due_date) };
    this.ids.push(id);
    return this.#keep({ ...task, created_at, updated_at: created_at });
  }

  /** A user's task; undefined where there is none, or where it is another's. */
  find(userId: string, id: number): Task | undefined {
    const task = this.#tasks.get(id);
    return task?.user_id === userId ? task : undefined;
  }

  /** The task that a write must have left: what is absent is kept, and `updated_at` has moved. */
  updated(task: Task, changes: TaskUpdate, { updated_at }: Task): Task {
    if (updated_at <= task.updated_at) throw new Error(`updated_at went from ${task.updated_at} to ${updated_at}`);
    const { due_date, ...others } = changes;
    return this.#keep({
      ...task,
      ...others,
      ...(due_date === undefined ? {} : { due_date: inUtc(due_date) }),
      updated_at,
    });
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
