/** The orders of a list of tasks. */
import { sql, type Expression, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { foldedTitle } from './folded-text.ts';
import type { TaskSelection } from './task.ts';

export type Sort = TaskSelection['sort'];
export type Direction = NonNullable<TaskSelection['order']>;

/** The sort key of a task, as its column and the contract's member hold it. */
type Key = Expression<string | null>;

interface SortOrder {
  /** The direction where the request names none. */
  readonly usual: Direction;
  /** The columns of `tasks` in the sort key, of which each has a place in the order. */
  readonly columns: readonly (
    'created_at' | 'title_folded' | 'due_date' | 'due_has_time' | 'priority' | 'updated_at'
  )[];
  /** The expressions of the sort key, as the index of the sort has them. */
  readonly keys: (direction: Direction) => readonly Expression<unknown>[];
  /** The same expressions for the task at which a page ended. */
  readonly position: (key: Key, hasTime: Expression<boolean>, direction: Direction) => readonly Expression<unknown>[];
}

/** Stands for no due date, which comes last in both directions. */
const noDueDate = { asc: sql`'infinity'`, desc: sql`'-infinity'` } as const;

const orders: Readonly<Record<Sort, SortOrder>> = {
  created: {
    usual: 'desc',
    columns: ['created_at'],
    // With the table's name: a bare created_at would name the output column, which is text.
    keys: () => [sql`tasks.created_at`],
    position: (key) => [sql`${key}::timestamptz`],
  },
  title: {
    usual: 'asc',
    columns: ['title_folded'],
    keys: () => [sql`title_folded collate "C"`],
    position: (key) => [sql`${foldedTitle(sql<string>`${key}::text`)} collate "C"`],
  },
  due_date: {
    usual: 'asc',
    columns: ['due_date', 'due_has_time'],
    keys: (direction) => [sql`coalesce(tasks.due_date, ${noDueDate[direction]})`, sql`due_has_time`],
    position: (key, hasTime, direction) => [
      sql`coalesce(${key}::timestamptz, ${noDueDate[direction]})`,
      sql`${hasTime}::boolean`,
    ],
  },
  priority: {
    usual: 'desc',
    columns: ['priority'],
    keys: () => [sql`tasks.priority`],
    // The type of the column: its name would need its schema.
    position: (key) => [key],
  },
  updated: {
    usual: 'desc',
    columns: ['updated_at'],
    keys: () => [sql`tasks.updated_at`],
    position: (key) => [sql`${key}::timestamptz`],
  },
};

/** The direction of a list. */
export function directionOf({ sort, order }: Pick<TaskSelection, 'sort' | 'order'>): Direction {
  return order ?? orders[sort].usual;
}

/** The columns that a query must select, so that its rows can be put in order. */
export function orderColumns(sort: Sort): SortOrder['columns'] {
  return orders[sort].columns;
}

/** True if an index has a user's tasks in this order, forwards or backwards. */
export function hasIndex(sort: Sort, direction: Direction): boolean {
  return sort === 'created' || sort === 'title' || (sort === 'due_date' && direction === 'asc');
}

/** Puts tasks in order. Ties are broken by `id`, so that no two tasks have the same place. */
export function inOrder<Tables, Table extends keyof Tables, Row>(
  rows: SelectQueryBuilder<Tables, Table, Row>,
  sort: Sort,
  direction: Direction,
): SelectQueryBuilder<Tables, Table, Row> {
  const keys = [...orders[sort].keys(direction), sql`tasks.id`];
  return keys.reduce<typeof rows>((query, key) => query.orderBy(sql`${key} ${sql.raw(direction)}`), rows);
}

/** True for the tasks after a position. */
export function isAfter(
  sort: Sort,
  direction: Direction,
  key: Key,
  hasTime: Expression<boolean>,
  id: Expression<number>,
): Expression<SqlBool> {
  const keys = [...orders[sort].keys(direction), sql`tasks.id`];
  const position = [...orders[sort].position(key, hasTime, direction), sql`${id}::bigint`];
  const comparison = sql.raw(direction === 'asc' ? '>' : '<');
  return sql<SqlBool>`(${sql.join(keys)}) ${comparison} (${sql.join(position)})`;
}
