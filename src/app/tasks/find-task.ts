import { integer, statement, text, type Database, type ValueOf } from '../../database/index.ts';
import { JsonText } from '../../values/json-text.ts';
import { taskJson, taskVersion } from './task-json.ts';
import type { StoredTask } from './task.ts';

/** Identifies a task. Every statement names the user, so nobody finds another user's task. */
export interface TaskKey {
  readonly userId: string;
  readonly id: number;
}

const lookup = statement(
  (db, value: ValueOf<TaskKey>) =>
    db
      .selectFrom('tasks')
      .select([taskVersion, taskJson])
      .where('user_id', '=', value('userId'))
      .where('id', '=', value('id')),
  { version: integer, task: text },
);

/** Returns a user's task, or undefined if the user has no task with that id. */
export async function findTask(db: Database, key: TaskKey): Promise<StoredTask | undefined> {
  const [row] = await db.read(lookup, key);
  return row && { id: key.id, version: row.version, task: new JsonText(row.task) };
}
