import { sql, type Expression, type Selectable, type SqlBool } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import { integer, statement, text, type ValueOf } from '../../database/index.ts';
import { changeColumns, changeOf } from './change-log.ts';
import { isExpected } from './expected-versions.ts';
import type { TaskKey } from './find-task.ts';
import { answerColumns, answerOf, type KeyValues } from './idempotency.ts';
import { taskJson } from './task-json.ts';
import type { TaskChanges } from './task.ts';
import { drawnVersion, hasDrawn, nextVersion } from './user-version.ts';

/** Every member that a request may change, with the type of its column. */
export type Members = { readonly [Member in keyof TaskChanges]-?: Selectable<Tasks>[Member] };

/** The parts of a change that shape its statement. */
interface ChangeShape {
  /** The members to set; undefined to flip `completed`. */
  readonly members: readonly (keyof Members)[] | undefined;
  readonly isConditional: boolean;
  readonly isKeyed: boolean;
}

/** A value for every column that a change may set. */
export type MemberValues = Members & { readonly due_day: string | null };

type ChangeValues = TaskKey & MemberValues & KeyValues & { readonly versions: string };

/**
 * The new `updated_at` of a write. It increases with every write, even when the clock stands still or goes back.
 * `now()` only: a distributed UPDATE accepts no other clock.
 */
const nextUpdatedAt = sql<string>`greatest(now(), updated_at + interval '1 microsecond')`;

/** True if a member of a task differs from its new value. A due date also differs if only one of the two is a day. */
function differs(member: keyof Members, value: ValueOf<MemberValues>): Expression<SqlBool> {
  const isOther = sql<SqlBool>`${sql.ref(member)} is distinct from ${value(member)}`;
  if (member !== 'due_date') return isOther;
  return sql<SqlBool>`${isOther} or due_has_time = (${value('due_day')}::date is not null)`;
}

/** True for the task, if it is in an expected version and a member differs from its new value. */
function isDue(value: ValueOf<ChangeValues>, { members, isConditional }: ChangeShape): Expression<SqlBool> {
  const differences = members?.map((member) => differs(member, value));
  const conditions = [
    sql`user_id = ${value('userId')}`,
    sql`id = ${value('id')}`,
    ...(isConditional ? [isExpected(value)] : []),
    ...(differences ? [sql`(${sql.join(differences, sql` or `)})`] : []),
  ];
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`;
}

/** The time of completion after a write. The task keeps it, also where an older server has stored none. */
function completedAt(value: ValueOf<Members>, members: ChangeShape['members']): Expression<string | null> {
  const kept = sql<string | null>`case when completed then coalesce(completed_at, updated_at)`;
  if (!members) return sql<string | null>`case when not completed then ${nextUpdatedAt} end`;
  if (!members.includes('completed')) return sql<string | null>`${kept} end`;
  return sql<string | null>`case when ${value('completed')} then ${kept} else ${nextUpdatedAt} end end`;
}

function newValues(value: ValueOf<MemberValues>, members: ChangeShape['members']): Record<string, Expression<unknown>> {
  const completed_at = completedAt(value, members);
  if (!members) return { completed: sql`not completed`, completed_at };
  const columns = members.includes('due_date') ? [...members, 'due_day' as const] : members;
  return { ...Object.fromEntries(columns.map((column) => [column, value(column)])), completed_at };
}

/** Builds a change. A change that would set what is there already draws no number and writes nothing. */
function buildChange(shape: ChangeShape) {
  return statement(
    (db, value: ValueOf<ChangeValues>) => {
      const due = isDue(value, shape);
      const stored = db
        .with('drawn', (query) =>
          query
            .updateTable('users')
            .set(nextVersion)
            .where('id', '=', value('userId'))
            .where((builder) => builder.exists(builder.selectFrom('tasks').select('id').where(due)))
            .returning('version'),
        )
        .with('written', (query) =>
          query
            .updateTable('tasks')
            .set({
              ...newValues(value, shape.members),
              version: drawnVersion,
              previous_version: sql<number>`version`,
              updated_at: nextUpdatedAt,
            })
            .where(due)
            .where(hasDrawn)
            .returning(['id', 'version', 'previous_version', taskJson]),
        )
        .with('logged', (query) =>
          query
            .insertInto('task_changes')
            .columns(changeColumns)
            .expression(query.selectFrom('written').select(changeOf(value('userId')))),
        );
      if (!shape.isKeyed) return stored.selectFrom('written').select(['version', 'task']);
      return stored
        .with('kept', (query) =>
          query
            .insertInto('idempotency_keys')
            .columns(answerColumns)
            .expression(query.selectFrom('written').select(answerOf(value))),
        )
        .selectFrom('written')
        .select(['version', 'task']);
    },
    { version: integer, task: text },
  );
}

/** One statement for each shape. */
const statements = new Map<string, ReturnType<typeof buildChange>>();

/** Returns the statement of a change. It is built once. */
export function changeStatement(shape: ChangeShape): ReturnType<typeof buildChange> {
  const name = JSON.stringify(shape);
  const known = statements.get(name) ?? buildChange(shape);
  statements.set(name, known);
  return known;
}
