import { sql, type SqlBool } from 'kysely';
import { integer, statement, type Database, type ValueOf } from '../../database/index.ts';
import { deletionColumns, deletionOf } from './change-log.ts';
import { isExpected, versionArray, type ExpectedVersions } from './expected-versions.ts';
import { findTask, type TaskKey } from './find-task.ts';
import { sweepWhenDue } from './sweep.ts';
import type { StoredTask } from './task.ts';
import { hasDrawn, nextVersion } from './user-version.ts';

type RemovalValues = TaskKey & { readonly versions: string };

/** The result of a deletion. */
export type DeleteResult = 'deleted' | 'absent' | { readonly current: StoredTask };

function buildRemoval(isConditional: boolean) {
  return statement(
    (db, value: ValueOf<RemovalValues>) => {
      const key = sql<SqlBool>`user_id = ${value('userId')} and id = ${value('id')}`;
      const condition = isConditional ? sql<SqlBool>`${key} and ${isExpected(value)}` : key;
      return db
        .with('drawn', (query) =>
          query
            .updateTable('users')
            .set(nextVersion)
            .where('id', '=', value('userId'))
            .where((builder) => builder.exists(builder.selectFrom('tasks').select('id').where(condition)))
            .returning('version'),
        )
        .with('gone', (query) =>
          query.deleteFrom('tasks').where(condition).where(hasDrawn).returning(['id', 'version']),
        )
        .with('logged', (query) =>
          query
            .insertInto('task_changes')
            .columns(deletionColumns)
            .expression(query.selectFrom(['gone', 'drawn']).select([...deletionOf(value('userId')), 'drawn.version']))
            .returning('version'),
        )
        .selectFrom('logged')
        .select('version');
    },
    { version: integer },
  );
}

const removal = buildRemoval(false);
const conditionalRemoval = buildRemoval(true);

/** Deletes a task in one statement, and notes the deletion among the user's changes. */
export async function deleteTask(db: Database, key: TaskKey, versions: ExpectedVersions): Promise<DeleteResult> {
  const values = { ...key, versions: versionArray(versions) };
  const [row] = await db.write(versions ? conditionalRemoval : removal, values);
  if (row) {
    sweepWhenDue(db, key.userId, row.version);
    return 'deleted';
  }
  // Without an expected version, nothing but its absence keeps a task from being deleted.
  const current = versions ? await findTask(db, key) : undefined;
  return current ? { current } : 'absent';
}
