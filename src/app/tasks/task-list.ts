import { sql, type Expression, type Kysely, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { DB } from '../../../generated/database.ts';
import { nullable, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { taskJson } from './task-json.ts';
import { positionOf, type PagePosition, type Task, type TaskSelection } from './task.ts';

/** Folds letter case in the way of the folded columns. Both forms of the small sigma are one letter. */
function folded(value: Expression<string | null>) {
  return sql<string>`translate(lower(${value} collate "und-x-icu"), 'ς', 'σ')`;
}

type Key = Expression<string | null>;
type Id = Expression<number>;

/** The order of each sort, as its index has it, and the condition for the tasks after a position. */
const orders = {
  created: {
    // With the table's name: a bare created_at would name the output column, which is text.
    by: [sql`tasks.created_at desc`, sql`tasks.id desc`],
    after: (key: Key, id: Id) => sql<SqlBool>`(created_at, id) < (${key}::timestamptz, ${id}::bigint)`,
  },
  title: {
    by: [sql`title_folded collate "C"`, sql`id`],
    after: (key: Key, id: Id) =>
      sql<SqlBool>`(title_folded collate "C", id) > (${folded(sql<string>`${key}::text`)} collate "C", ${id}::bigint)`,
  },
  due_date: {
    by: [sql`coalesce(due_date, 'infinity')`, sql`id`],
    after: (key: Key, id: Id) =>
      sql<SqlBool>`(coalesce(due_date, 'infinity'), id) > (coalesce(${key}::timestamptz, 'infinity'), ${id}::bigint)`,
  },
};

/**
 * True for tasks whose title or description contains the text, ignoring letter case. A folded description is NULL when
 * it was too long for the index; then the task itself is read.
 *
 * `strpos` instead of LIKE: it has no special characters, and the planner makes no estimate that could be wrong. The
 * subquery folds the text once, not for every task.
 */
function contains(value: Expression<string>): Expression<SqlBool> {
  const wanted = sql`(select ${folded(sql<string>`${value}::text`)})`;
  return sql<SqlBool>`(
    strpos(title_folded, ${wanted}) > 0
    or strpos(description_folded, ${wanted}) > 0
    or description_folded is null and (
      select strpos(${folded(sql.ref('whole.description'))}, ${wanted}) > 0
      from ${sql.table('tasks')} as whole
      where whole.user_id = tasks.user_id and whole.id = tasks.id
    )
  )`;
}

/** A page of tasks, and the position of its last task if more follow. */
export interface ListResult {
  readonly tasks: JsonText<readonly Task[]>;
  readonly last: PagePosition | undefined;
}

/** The parts of a selection that change the text of the statement, not only its values. */
interface ListShape {
  readonly status: TaskSelection['status'];
  readonly sort: TaskSelection['sort'];
  readonly searches: boolean;
  readonly follows: boolean;
  readonly skips: boolean;
}

interface ListValues {
  readonly userId: string;
  readonly text: string;
  readonly key: string | null;
  readonly id: number;
  readonly limit: number;
  readonly offset: number;
}

/** The columns of a candidate in a search. All are in the index that is searched. */
const searched = ['id', 'created_at', 'title_folded', 'due_date'] as const;

function inOrder<Tables, Table extends keyof Tables, Row>(
  rows: SelectQueryBuilder<Tables, Table, Row>,
  sort: TaskSelection['sort'],
): SelectQueryBuilder<Tables, Table, Row> {
  return orders[sort].by.reduce((query, key) => query.orderBy(key), rows);
}

/**
 * Builds the rows of a page. A list without a search is read from the index of its sort, in order. `completed` is in no
 * index, so that changing it changes none: a list by status passes over the other tasks.
 *
 * A search finds its tasks in the one index that contains the texts, and then reads a page of them. That index is in
 * the order of `created`, where a search stops when the page is full; other sorts need every match. Without this, the
 * planner would walk the index of the sort in the hope of filling the page soon, and read every task if few match.
 */
function buildRows(db: Kysely<DB>, value: ValueOf<ListValues>, { status, sort, searches, follows, skips }: ListShape) {
  const page = <Tables, Table extends keyof Tables, Row>(rows: SelectQueryBuilder<Tables, Table, Row>) => {
    const following = follows ? rows.where(orders[sort].after(value('key'), value('id'))) : rows;
    const ordered = inOrder(following, sort);
    return (skips ? ordered.offset(value('offset')) : ordered).limit(sql<number>`${value('limit')}::int + 1`);
  };
  const ofUser = db.selectFrom('tasks').where('user_id', '=', value('userId'));
  const selected = status === 'all' ? ofUser : ofUser.where('completed', '=', status === 'completed');
  if (!searches) return page(selected.select(taskJson));
  const matching = selected.where(contains(value('text'))).select([...searched]);
  // The offset keeps Postgres from merging the subquery into the query around it, and the order selects the index.
  const candidates = sort === 'created' ? matching : inOrder(matching, 'created').offset(sql.lit(0));
  const found = page(db.selectFrom(candidates.as('tasks')).select([...searched]));
  const whole = db
    .selectFrom('tasks as whole')
    .where('whole.id', '=', sql<number>`tasks.id`)
    .where('whole.user_id', '=', value('userId'))
    .select(taskJson);
  return inOrder(db.selectFrom(found.as('tasks')).select(whole.as('task')), sort);
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

const lists = new Map<string, ReturnType<typeof buildList>>();

function listFor(shape: ListShape): ReturnType<typeof buildList> {
  const name = Object.values(shape).join();
  const known = lists.get(name) ?? buildList(shape);
  lists.set(name, known);
  return known;
}

/** Returns one page of a user's tasks, after a position if there is one. */
export async function listTasks(
  db: Database,
  userId: string,
  { status, sort, q = '', limit, offset }: TaskSelection,
  after: PagePosition | undefined,
): Promise<ListResult> {
  const list = listFor({ status, sort, searches: q !== '', follows: after !== undefined, skips: offset > 0 });
  const { key, id } = after ?? { key: null, id: 0 };
  const values = { userId, text: q, key, id, limit, offset };
  // A search may take long: its duration depends on the text.
  const [row] = await (q === '' ? db.read(list, values) : db.search(list, values));
  if (!row) throw new Error('The page was not returned.');
  return { tasks: new JsonText(row.page), last: row.last === null ? undefined : positionOf(row.last, sort) };
}
