/** The filter of a list of tasks. */
import { sql, type Expression, type SqlBool } from 'kysely';
import type { ValueOf } from '../../database/index.ts';
import { firstMoment, lastMoment } from './due-date.ts';
import { folded } from './folded-text.ts';
import type { Task, TaskSelection } from './task.ts';

/**
 * The form of a filter. By status alone, it is part of the statement's text, as most lists are; `narrow` compares every
 * member with a value that may let all pass, so that a connection need not prepare each combination.
 */
export type FilterShape = TaskSelection['status'] | 'narrow';

/** The values of a filter. Null, or no tag, lets every task pass. */
export interface FilterValues {
  readonly completed: boolean | null;
  readonly priority: Task['priority'] | null;
  readonly tags: readonly string[];
  readonly dueAfter: string | null;
  readonly dueBefore: string | null;
}

/** Returns the form of the filter of a selection. */
export function filterShape({ status, priority, tag = [], due_after, due_before }: TaskSelection): FilterShape {
  const isByStatus = priority === undefined && tag.length === 0 && due_after === undefined && due_before === undefined;
  return isByStatus ? status : 'narrow';
}

/** Returns the values of the filter of a selection. */
export function filterValues({ status, priority, tag = [], due_after, due_before }: TaskSelection): FilterValues {
  return {
    completed: status === 'all' ? null : status === 'completed',
    priority: priority ?? null,
    tags: tag,
    dueAfter: due_after === undefined ? null : firstMoment(due_after),
    dueBefore: due_before === undefined ? null : lastMoment(due_before),
  };
}

/**
 * True for tasks that a filter lets through.
 *
 * The CASE hides the comparisons from the planner, which would take them for rarely true, and read and sort all tasks
 * where the first few of the index are enough.
 */
export function passes(value: ValueOf<FilterValues>, shape: FilterShape): Expression<SqlBool> {
  if (shape === 'all') return sql<SqlBool>`true`;
  if (shape !== 'narrow') return sql<SqlBool>`completed = ${sql.lit(shape === 'completed')}`;
  return sql<SqlBool>`case when
    completed = coalesce(${value('completed')}, completed)
    and priority = coalesce(${value('priority')}, priority)
    and tags @> ${value('tags')}
    and (due_date >= ${value('dueAfter')} or ${value('dueAfter')}::timestamptz is null)
    and (due_date <= ${value('dueBefore')} or ${value('dueBefore')}::timestamptz is null)
    then true else false end`;
}

/**
 * True for tasks whose title or description contains the text, both folded. A folded description is NULL when the
 * folded texts were too long for the index; then the task itself is read.
 *
 * `strpos` instead of LIKE: it has no special characters, and the planner makes no estimate that could be wrong. The
 * subquery folds the text once, not for every task.
 */
export function contains(value: Expression<string>): Expression<SqlBool> {
  const wanted = sql`(select ${folded(sql<string>`${value}::text`)})`;
  const isIn = (column: string) => sql`strpos(${folded(sql.ref(column))}, ${wanted}) > 0`;
  return sql<SqlBool>`(
    strpos(title_folded, ${wanted}) > 0
    or strpos(description_folded, ${wanted}) > 0
    or description_folded is null and (
      select ${isIn('whole.title')} or ${isIn('whole.description')}
      from ${sql.table('tasks')} as whole
      where whole.user_id = tasks.user_id and whole.id = tasks.id
    )
  )`;
}
