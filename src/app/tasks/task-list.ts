import { sql, type Expression, type Kysely, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { DB } from '../../../generated/database.ts';
import { JsonText } from '../../values/json-text.ts';
import { type Database, statement, type Statement, type ValueOf } from '../../database/index.ts';
import { taskJson } from './task-json.ts';
import { positionOf, type PagePosition, type Task, type TaskSelection } from './task.ts';

/** Letter case folded, as the folded columns have it. A sigma is one letter, wherever in a word it stands. */
function folded(text: Expression<string | null>) {
  return sql<string>`translate(lower(${text} collate "und-x-icu"), 'ς', 'σ')`;
}

type Key = Expression<string | null>;
type Id = Expression<number>;

/** The orders of a list, as the indexes have them, and what stands behind a position in each. */
const orders = {
  created: {
    // With the table's name: a bare created_at would be the output column, which is text.
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
 * Whether the title or the description contains the text, letter case folded. A folded description that is missing was too long for the index,
 * and its task is looked at.
 *
 * Not LIKE: nothing is special here, and the planner has no opinion on it, which might be wrong. The text is folded in a subquery, once and not
 * for every task.
 */
function contains(text: Expression<string>): Expression<SqlBool> {
  const wanted = sql`(select ${folded(sql<string>`${text}::text`)})`;
  return sql<SqlBool>`(
    strpos(title_folded, ${wanted}) > 0
    or strpos(description_folded, ${wanted}) > 0
    or description_folded is null and (
      select strpos(${folded(sql.ref('whole.description'))}, ${wanted}) > 0
      from tasks as whole
      where whole.user_id = tasks.user_id and whole.id = tasks.id
    )
  )`;
}

/** A page, and the position of its last task where more follow. */
export interface TaskPage {
  readonly tasks: JsonText<readonly Task[]>;
  readonly last: PagePosition | undefined;
}

/** What of a selection makes another statement, and not only other values. */
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

/** What the index that is searched has of a task beside its texts. */
const searched = ['id', 'completed', 'created_at', 'title_folded', 'due_date'] as const;

/** Written so that no index by `completed` can serve it: none of those has the texts. */
const completedAs = {
  pending: sql<SqlBool>`completed::int < 1`,
  completed: sql<SqlBool>`completed::int > 0`,
};

function inOrder<Tables, Table extends keyof Tables, Row>(
  rows: SelectQueryBuilder<Tables, Table, Row>,
  sort: TaskSelection['sort'],
): SelectQueryBuilder<Tables, Table, Row> {
  return orders[sort].by.reduce((query, key) => query.orderBy(key), rows);
}

/**
 * A list is read in its order, off its index.
 *
 * A search finds its tasks in the one index that has all that is searched, and then reads a page of them. The order of that index is `created`,
 * where a search ends with the page; other orders need all that it finds. Left to itself, the planner would go through the tasks in the order of
 * another index, in the hope of finding a page soon, and where few match, look at each of them.
 */
function buildRows(db: Kysely<DB>, value: ValueOf<ListValues>, { status, sort, searches, follows, skips }: ListShape) {
  const page = <Tables, Table extends keyof Tables, Row>(rows: SelectQueryBuilder<Tables, Table, Row>) => {
    const behind = follows ? rows.where(orders[sort].after(value('key'), value('id'))) : rows;
    const ordered = inOrder(behind, sort);
    return (skips ? ordered.offset(value('offset')) : ordered).limit(sql<number>`${value('limit')}::int + 1`);
  };
  const ofUser = db.selectFrom('tasks').where('user_id', '=', value('userId'));
  if (!searches) {
    const selected = status === 'all' ? ofUser : ofUser.where('completed', '=', status === 'completed');
    return page(selected.select(taskJson));
  }
  const matching = ofUser.where(contains(value('text'))).select([...searched]);
  // An offset keeps a subquery from being merged with the query around it, and the order calls for the index.
  const candidates = sort === 'created' ? matching : inOrder(matching, 'created').offset(sql.lit(0));
  const all = db.selectFrom(candidates.as('tasks')).select([...searched]);
  const found = page(status === 'all' ? all : all.where(completedAs[status]));
  const whole = db
    .selectFrom('tasks as whole')
    .where('whole.id', '=', sql.ref<number>('tasks.id'))
    .where('whole.user_id', '=', value('userId'))
    .select(taskJson);
  return inOrder(db.selectFrom(found.as('tasks')).select(whole.as('task')), sort);
}

/** One row: the page as a JSON array, and its last task where more follow. One task more than asked for tells whether any do. */
function buildList(shape: ListShape): Statement<ListValues> {
  return statement<ListValues>((db, value) => {
    const limit = sql`${value('limit')}::int`;
    return (
      db
        // An array keeps the order of what it is made of. Materialised, so that it is made once.
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
  });
}

const lists = new Map<string, Statement<ListValues>>();

function listFor(shape: ListShape): Statement<ListValues> {
  const name = Object.values(shape).join();
  const known = lists.get(name) ?? buildList(shape);
  lists.set(name, known);
  return known;
}

/** One page of a user's tasks, behind a position where one is given. */
export async function listTasks(
  db: Database,
  userId: string,
  { status, sort, q = '', limit, offset }: TaskSelection,
  after: PagePosition | undefined,
): Promise<TaskPage> {
  const list = listFor({ status, sort, searches: q !== '', follows: after !== undefined, skips: offset > 0 });
  const { key, id } = after ?? { key: null, id: 0 };
  const values = { userId, text: q, key, id, limit, offset };
  // How long a search takes depends on the text.
  const [[page, last] = []] = await (q === '' ? db.read(list, values) : db.run(list, values));
  if (typeof page !== 'string') throw new Error('The page was not returned.');
  return { tasks: new JsonText(page), last: typeof last === 'string' ? positionOf(last, sort) : undefined };
}
