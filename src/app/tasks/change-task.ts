import { sql, type Expression, type Selectable, type SqlBool } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { changeColumns, changeOf } from './change-log.ts';
import { dueDateOf } from './due-date.ts';
import { findTask, type TaskKey } from './find-task.ts';
import {
  answerColumns,
  answerOf,
  keepUnchanged,
  noKey,
  runOnce,
  type KeptAnswer,
  type KeyedRequest,
  type KeyValues,
} from './idempotency.ts';
import { sweepWhenDue } from './sweep.ts';
import { taskJson } from './task-json.ts';
import type { StoredTask, TaskChanges } from './task.ts';
import { drawnVersion, hasDrawn, nextVersion } from './user-version.ts';

/**
 * The new `updated_at` of a write. It increases with every write, even when the clock stands still or goes back.
 * `now()` only: a distributed UPDATE accepts no other clock.
 */
const nextUpdatedAt = sql<string>`greatest(now(), updated_at + interval '1 microsecond')`;

/** Every member that a request may change, with the type of its column. */
type Members = { readonly [Member in keyof TaskChanges]-?: Selectable<Tasks>[Member] };

/** A change of a task: new values, or the other value of `completed`. */
export type Change = TaskChanges | 'flip';

/** The versions in which a task may be to be written; undefined for any. */
export type ExpectedVersions = readonly number[] | undefined;

/** The result of a change: the task, or why it was not written. */
export type ChangeResult =
  | StoredTask
  | { readonly refusal: 'absent' }
  /** The task is in another version than was expected. */
  | { readonly refusal: 'changed'; readonly current: StoredTask };

/** The parts of a change that shape its statement. */
interface ChangeShape {
  /** The members to set; undefined to flip `completed`. */
  readonly members: readonly (keyof Members)[] | undefined;
  readonly isConditional: boolean;
  readonly isKeyed: boolean;
}

type ChangeValues = TaskKey & Members & KeyValues & { readonly versions: string };

/** True if the task is in one of the expected versions. */
export function isExpected(value: ValueOf<{ readonly versions: string }>): Expression<SqlBool> {
  return sql<SqlBool>`greatest(version, 1) = any (${value('versions')}::bigint[])`;
}

/** Writes versions as a Postgres array. */
export function versionArray(versions: readonly number[] = []): string {
  return `{${versions.join(',')}}`;
}

/** Builds a change. A change that would set what is there already draws no number and writes nothing. */
function buildChange({ members, isConditional, isKeyed }: ChangeShape) {
  return statement(
    (db, value: ValueOf<ChangeValues>) => {
      const differs = members?.map((member) => sql`${sql.ref(member)} is distinct from ${value(member)}`);
      const condition = sql<SqlBool>`${sql.join(
        [
          sql`user_id = ${value('userId')}`,
          sql`id = ${value('id')}`,
          ...(isConditional ? [isExpected(value)] : []),
          ...(differs ? [sql`(${sql.join(differs, sql` or `)})`] : []),
        ],
        sql` and `,
      )}`;
      const values = members?.map((member) => [member, value(member)]) ?? [['completed', sql`not completed`]];
      const stored = db
        .with('drawn', (query) =>
          query
            .updateTable('users')
            .set(nextVersion)
            .where('id', '=', value('userId'))
            .where(({ exists, selectFrom }) => exists(selectFrom('tasks').select('id').where(condition)))
            .returning('version'),
        )
        .with('written', (query) =>
          query
            .updateTable('tasks')
            .set({
              ...Object.fromEntries(values),
              version: drawnVersion,
              previous_version: sql<number>`version`,
              updated_at: nextUpdatedAt,
            })
            .where(condition)
            .where(hasDrawn)
            .returning(['id', 'version', 'previous_version', taskJson]),
        )
        .with('logged', (query) =>
          query
            .insertInto('task_changes')
            .columns(changeColumns)
            .expression(query.selectFrom('written').select(changeOf(value('userId')))),
        );
      if (!isKeyed) return stored.selectFrom('written').select(['version', 'task']);
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

function statementFor(shape: ChangeShape): ReturnType<typeof buildChange> {
  const name = JSON.stringify(shape);
  const known = statements.get(name) ?? buildChange(shape);
  statements.set(name, known);
  return known;
}

/** The members that a change sets, in one order whatever the request's was. */
function membersOf(change: TaskChanges): readonly (keyof Members)[] {
  const { title = '', description = null, completed = false, due_date = null } = change;
  const given: Readonly<Record<string, unknown>> = change;
  const all: Members = { title, description, completed, due_date };
  const isGiven = (name: string): name is keyof Members => given[name] !== undefined;
  return Object.keys(all).filter(isGiven);
}

/** Writes a change. @returns undefined if nothing was written */
async function write(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
  keyed?: KeyedRequest,
): Promise<StoredTask | undefined> {
  const { title = '', description = null, completed = false, due_date = null } = change === 'flip' ? {} : change;
  const members = change === 'flip' ? undefined : membersOf(change);
  if (members?.length === 0) return undefined;
  const shape = { members, isConditional: versions !== undefined, isKeyed: keyed !== undefined };
  const [row] = await db.write(statementFor(shape), {
    ...key,
    ...{ title, description, completed, due_date: dueDateOf(due_date) },
    ...(keyed ?? noKey),
    versions: versionArray(versions),
  });
  if (!row) return undefined;
  sweepWhenDue(db, key.userId, row.version);
  return { id: key.id, version: row.version, task: new JsonText(row.task) };
}

/** Tells why a change has written nothing. @returns the task itself if it is as the change wants it */
async function explainNothing(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
): Promise<ChangeResult> {
  // Without an expected version, a flip is refused by nothing but the absence of its task.
  const isAbsent = change === 'flip' && versions === undefined;
  const current = isAbsent ? undefined : await findTask(db, key);
  if (!current) return { refusal: 'absent' };
  return versions?.includes(current.version) === false ? { refusal: 'changed', current } : current;
}

/**
 * Changes a task in one statement, which also compares its version. A change to values that the task already has writes
 * nothing, and keeps the version.
 */
export async function changeTask(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
): Promise<ChangeResult> {
  return (await write(db, key, change, versions)) ?? (await explainNothing(db, key, change, versions));
}

/** Changes a task as changeTask() does, and once, however often it is asked for. */
export async function changeTaskOnce(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
  keyed: KeyedRequest | undefined,
): Promise<ChangeResult | KeptAnswer> {
  if (!keyed) return changeTask(db, key, change, versions);
  const written = await runOnce(db, key.userId, keyed, () => write(db, key, change, versions, keyed));
  if (written) return written;
  const unchanged = await explainNothing(db, key, change, versions);
  if (!('refusal' in unchanged)) await keepUnchanged(db, key.userId, keyed, unchanged);
  return unchanged;
}
