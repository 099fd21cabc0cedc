import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { DB } from '../../../generated/database.ts';
import { nullable, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { dueDateColumns } from './due-date.ts';
import { contains, filterShape, filterValues, passes, type FilterShape, type FilterValues } from './task-filter.ts';
import { taskJson } from './task-json.ts';
import { directionOf, hasIndex, inOrder, isAfter, orderColumns, type Direction, type Sort } from './task-order.ts';
import { positionOf, type PagePosition, type Task, type TaskSelection } from './task.ts';

/** A page of tasks, and the position of its last task if more follow. */
export interface ListResult {
  readonly tasks: JsonText<readonly Task[]>;
  readonly last: PagePosition | undefined;
}

/** The parts of a selection that change the text of the statement, not only its values. */
interface ListShape {
  readonly filter: FilterShape;
  readonly sort: Sort;
  readonly direction: Direction;
  readonly searches: boolean;
  readonly follows: boolean;
  readonly skips: boolean;
}

interface ListValues extends FilterValues {
  readonly userId: string;
  readonly text: string;
  readonly key: string | null;
  /** False if the key is a due date that is a day. */
  readonly hasTime: boolean;
  readonly id: number;
  readonly limit: number;
  readonly offset: number;
}

/**
 * Builds the rows of a page. A list without a search is read from the index of its sort, in order, or sorted if it has
 * none. The columns of a filter are in no index, so that changing them changes none: a list passes over other tasks.
 *
 * A search finds its tasks in the one index that contains the texts, and then reads a page of them. That index is in
 * the order of `created`, where a search stops when the page is full; other sorts need every match. Without this, the
 * planner would walk the index of the sort in the hope of filling the page soon, and read every task if few match.
 */
function buildRows(db: Kysely<DB>, value: ValueOf<ListValues>, shape: ListShape) {
  const { filter, sort, direction, searches, follows, skips } = shape;
  const page = <Tables, Table extends keyof Tables, Row>(rows: SelectQueryBuilder<Tables, Table, Row>) => {
    const after = isAfter(sort, direction, value('key'), value('hasTime'), value('id'));
    const ordered = inOrder(follows ? rows.where(after) : rows, sort, direction);
    return (skips ? ordered.offset(value('offset')) : ordered).limit(sql<number>`${value('limit')}::int + 1`);
  };
  const ofUser = db.selectFrom('tasks').where('user_id', '=', value('userId'));
  const selected = filter === 'all' ? ofUser : ofUser.where(passes(value, filter));
  if (!searches) return page(selected.select(taskJson));
  const columns = [...new Set(['id', 'created_at', ...orderColumns(sort)] as const)];
  const matching = selected.where(contains(value('text'))).select(columns);
  // The offset keeps Postgres from merging the subquery into the query around it, and the order selects the index.
  const candidates = sort === 'created' ? matching : inOrder(matching, 'created', 'desc').offset(sql.lit(0));
  const found = page(db.selectFrom(candidates.as('tasks')).select(columns));
  const whole = db
    .selectFrom('tasks as whole')
    .where('whole.id', '=', sql<number>`tasks.id`)
    .where('whole.user_id', '=', value('userId'))
    .select(taskJson);
  return inOrder(db.selectFrom(found.as('tasks')).select(whole.as('task')), sort, direction);
}

/** Builds a list as one row: the page as a JSON array, and its last task if there is one task more than asked for. */
function buildList(shape: ListShape) {
  return statement(
    (db, value: ValueOf<ListValues>) => {
      const limit = sql`${value('limit')}::int`;
      return (
        db
          // An array keeps the order of its query. It is materialized, so that it is built once.
          .with(
            (found) => found('found').materialized(),
            (builder) => builder.selectNoFrom(sql<string[]>`array${buildRows(db, value, shape)}`.as('tasks')),
          )
          .selectFrom('found')
          .select([
            sql<string>`concat('[', array_to_string(tasks[:${limit}], ','), ']')`.as('page'),
            sql<string | null>`case when cardinality(tasks) > ${limit} then tasks[${limit}] end`.as('last'),
          ])
      );
    },
    { page: text, last: nullable(text) },
  );
}

/** The values of a position. Without one, the statement has no place for them. */
function positionValues(after: PagePosition | undefined, sort: Sort): Pick<ListValues, 'key' | 'hasTime' | 'id'> {
  const { key, id } = after ?? { key: null, id: 0 };
  if (sort !== 'due_date') return { key, hasTime: true, id };
  const { due_date, due_day } = dueDateColumns(key);
  return { key: due_date, hasTime: due_day === null, id };
}

const lists = new Map<string, ReturnType<typeof buildList>>();

function listFor(shape: ListShape): ReturnType<typeof buildList> {
  const name = Object.values(shape).join();
  const known = lists.get(name) ?? buildList(shape);
  lists.set(name, known);
  return known;
}

/** True for a list that may read every task of its user. It runs as a search, so that no other list waits for it. */
function mayReadAll({ searches, filter, sort, direction }: ListShape): boolean {
  return searches || filter === 'narrow' || !hasIndex(sort, direction);
}

/** Returns one page of a user's tasks, after a position if there is one. */
export async function listTasks(
  db: Database,
  userId: string,
  selection: TaskSelection,
  after: PagePosition | undefined,
): Promise<ListResult> {
  const { sort, q = '', limit, offset } = selection;
  const shape: ListShape = {
    filter: filterShape(selection),
    sort,
    direction: directionOf(selection),
    searches: q !== '',
    follows: after !== undefined,
    skips: offset > 0,
  };
  const position = positionValues(after, sort);
  const list = listFor(shape);
  const values = { userId, text: q, ...filterValues(selection), ...position, limit, offset };
  const [row] = await (mayReadAll(shape) ? db.search(list, values) : db.read(list, values));
  if (!row) throw new Error('The page was not returned.');
  return { tasks: new JsonText(row.page), last: row.last === null ? undefined : positionOf(row.last, sort) };
}
