import { isDeepStrictEqual } from 'node:util';
import type { Database } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { changeStatement, type MemberValues, type Members } from './change-statement.ts';
import { dueDateColumns, dueDateOf } from './due-date.ts';
import { versionArray, type ExpectedVersions } from './expected-versions.ts';
import { findTask, type TaskKey } from './find-task.ts';
import { keepUnchanged, noKey, runOnce, type KeptAnswer, type KeyedRequest } from './idempotency.ts';
import { sweepWhenDue } from './sweep.ts';
import type { StoredTask, TaskChanges } from './task.ts';

/** A change of a task: new values, or the other value of `completed`. */
export type Change = TaskChanges | 'flip';

/** The result of a change: the task, or why it was not written. */
export type ChangeResult =
  | StoredTask
  | { readonly refusal: 'absent' }
  /** The task is in another version than was expected. */
  | { readonly refusal: 'changed'; readonly current: StoredTask };

/** Any value for each member. */
const anyValues: Members = {
  title: '',
  description: null,
  completed: false,
  priority: 'none',
  tags: [],
  due_date: null,
};

/** The members that a change sets, in one order whatever the request's was. */
function membersOf(change: TaskChanges): readonly (keyof Members)[] {
  const given: Readonly<Record<string, unknown>> = change;
  const isGiven = (name: string): name is keyof Members => given[name] !== undefined;
  return Object.keys(anyValues).filter(isGiven);
}

/** The values of a change, with any value for a member that it does not set. */
function valuesOf(change: Change): MemberValues {
  const { tags = [], due_date = null, ...others } = change === 'flip' ? {} : change;
  return { ...anyValues, ...others, tags: [...tags], ...dueDateColumns(due_date) };
}

/** Writes a change. @returns undefined if nothing was written */
async function write(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
  keyed?: KeyedRequest,
): Promise<StoredTask | undefined> {
  const members = change === 'flip' ? undefined : membersOf(change);
  if (members?.length === 0) return undefined;
  const shape = { members, isConditional: versions !== undefined, isKeyed: keyed !== undefined };
  const [row] = await db.write(changeStatement(shape), {
    ...key,
    ...valuesOf(change),
    ...(keyed ?? noKey),
    versions: versionArray(versions),
  });
  if (!row) return undefined;
  sweepWhenDue(db, key.userId, row.version);
  return { id: key.id, version: row.version, task: new JsonText(row.task) };
}

/** True if a task has the values that a change sets. */
function isAsWanted({ task }: StoredTask, change: Change): boolean {
  if (change === 'flip') return false;
  const stored = task.parse();
  const { due_date = null } = change;
  const wanted: Members = { ...valuesOf(change), due_date: dueDateOf(due_date) };
  return membersOf(change).every((member) => isDeepStrictEqual(stored[member], wanted[member]));
}

/**
 * Tells why a change has written nothing.
 *
 * @returns the task itself if it is as the change wants it; undefined if another write has made it different meanwhile,
 * so that the change is due after all
 */
async function explainNothing(
  db: Database,
  key: TaskKey,
  change: Change,
  versions: ExpectedVersions,
): Promise<ChangeResult | undefined> {
  // Without an expected version, a flip is refused by nothing but the absence of its task.
  const isAbsent = change === 'flip' && versions === undefined;
  const current = isAbsent ? undefined : await findTask(db, key);
  if (!current) return { refusal: 'absent' };
  if (versions?.includes(current.version) === false) return { refusal: 'changed', current };
  return isAsWanted(current, change) ? current : undefined;
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
  // Each turn but the last means that another write came in between.
  for (;;) {
    const result = (await write(db, key, change, versions)) ?? (await explainNothing(db, key, change, versions));
    if (result) return result;
  }
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
  for (;;) {
    const written = await runOnce(db, key.userId, keyed, () => write(db, key, change, versions, keyed));
    const result = written ?? (await explainNothing(db, key, change, versions));
    if (!result) continue;
    if (!written && 'version' in result) await keepUnchanged(db, key.userId, keyed, result);
    return result;
  }
}
