import type { Expression, Selectable } from 'kysely';
import type { Tasks } from '../../../generated/database.ts';
import type { Principal } from '../../auth/index.ts';
import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { changeColumns, changeOf } from './change-log.ts';
import { dueDateColumns } from './due-date.ts';
import {
  answerColumns,
  answerOf,
  noKey,
  runOnce,
  type KeptAnswer,
  type KeyedRequest,
  type KeyValues,
} from './idempotency.ts';
import { sweepWhenDue } from './sweep.ts';
import { taskJson } from './task-json.ts';
import type { StoredTask, TaskCreate } from './task.ts';
import { drawnVersion, nextVersion } from './user-version.ts';

/** Every member that the client gives a new task, with the type of its column. A member without a column is `never`. */
export type NewTask<Given, Columns> = {
  readonly [Member in keyof Given]-?: Member extends keyof Columns ? Columns[Member] : never;
};

type Given = NewTask<TaskCreate, Selectable<Tasks>>;

interface InsertValues extends KeyValues {
  readonly email: string | null;
  readonly due_day: string | null;
}

function buildInsertion(isKeyed: boolean) {
  return statement(
    (db, value: ValueOf<InsertValues & Given>) => {
      const stored = db
        .with('drawn', (query) =>
          query
            .insertInto('users')
            .values({ id: value('userId'), email: value('email'), version: 1 })
            .onConflict((conflict) => conflict.column('id').doUpdateSet(nextVersion))
            .returning('version'),
        )
        .with('written', (query) =>
          query
            .insertInto('tasks')
            .values({
              user_id: value('userId'),
              version: drawnVersion,
              due_day: value('due_day'),
              ...({
                title: value('title'),
                description: value('description'),
                priority: value('priority'),
                tags: value('tags'),
                due_date: value('due_date'),
              } satisfies { readonly [Member in keyof Given]: Expression<Given[Member]> }),
            })
            .returning(['id', 'version', 'previous_version', taskJson]),
        )
        .with('logged', (query) =>
          query
            .insertInto('task_changes')
            .columns(changeColumns)
            .expression(query.selectFrom('written').select(changeOf(value('userId')))),
        );
      if (!isKeyed) return stored.selectFrom('written').select(['id', 'version', 'task']);
      return stored
        .with('kept', (query) =>
          query
            .insertInto('idempotency_keys')
            .columns(answerColumns)
            .expression(query.selectFrom('written').select(answerOf(value))),
        )
        .selectFrom('written')
        .select(['id', 'version', 'task']);
    },
    { id: integer, version: integer, task: text },
  );
}

const insertion = buildInsertion(false);
const keyedInsertion = buildInsertion(true);

async function insert(
  db: Database,
  { userId, email }: Principal,
  { title, description = null, priority = 'none', tags = [], due_date = null }: TaskCreate,
  keyed?: KeyedRequest,
): Promise<StoredTask> {
  const { due_day, ...due } = dueDateColumns(due_date);
  const given: Given = { title, description, priority, tags: [...tags], ...due };
  const values = { userId, email, ...given, due_day, ...(keyed ?? noKey) };
  const [row] = await db.write(keyed ? keyedInsertion : insertion, values);
  if (!row) throw new Error('The new task was not returned.');
  sweepWhenDue(db, userId, row.version);
  return { id: row.id, version: row.version, task: new JsonText(row.task) };
}

/**
 * Stores a new task in one statement, together with its user if it is the user's first task.
 *
 * @param keyed makes it happen once, however often it is asked for
 */
export async function insertTask(
  db: Database,
  principal: Principal,
  task: TaskCreate,
  keyed: KeyedRequest | undefined,
): Promise<StoredTask | KeptAnswer> {
  if (!keyed) return insert(db, principal, task);
  const stored = await runOnce(db, principal.userId, keyed, () => insert(db, principal, task, keyed));
  if (!stored) throw new Error('The answer under the key was not found.');
  return stored;
}
