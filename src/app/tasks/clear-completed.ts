import { sql } from 'kysely';
import { integer, statement, type Database, type ValueOf } from '../../database/index.ts';
import { deletionColumns, deletionOf } from './change-log.ts';
import { sweep } from './sweep.ts';

/** Tasks that one request deletes at most. The contract says so too. */
const tasksPerRequest = 10_000;
/** Tasks that one statement deletes at most, so that each one is short. */
const tasksPerStatement = 1_000;

interface ClearValues {
  readonly userId: string;
  readonly after: number;
  readonly limit: number;
}

/** The last numbers that were drawn, in the order of the tasks. */
const numbered = sql<number>`drawn.version + 1 - row_number() over (order by gone.id desc)`.as('version');

const clear = statement(
  (db, value: ValueOf<ClearValues>) =>
    db
      .with('chosen', (query) =>
        query
          .selectFrom('tasks')
          .select('id')
          .where('user_id', '=', value('userId'))
          .where('id', '>', value('after'))
          .where('completed', '=', true)
          .orderBy('id')
          .limit(sql<number>`${value('limit')}::int`),
      )
      // As many numbers as there may be deletions.
      .with('drawn', (query) =>
        query
          .updateTable('users')
          .set({ version: sql<number>`users.version + (select count(*) from chosen)` })
          .where('id', '=', value('userId'))
          .where(sql<boolean>`exists (select from chosen)`)
          .returning('version'),
      )
      .with('gone', (query) =>
        query
          .deleteFrom('tasks')
          .where('user_id', '=', value('userId'))
          // A task may have been made pending again meanwhile.
          .where('completed', '=', true)
          .where('id', 'in', query.selectFrom('chosen').select('id'))
          .where(sql<boolean>`exists (select from drawn)`)
          .returning(['id', 'version']),
      )
      .with('logged', (query) =>
        query
          .insertInto('task_changes')
          .columns(deletionColumns)
          .expression(query.selectFrom(['gone', 'drawn']).select([...deletionOf(value('userId')), numbered]))
          .returning('id'),
      )
      .selectFrom('logged')
      .select([
        sql<number>`count(*)`.as('deleted'),
        sql<number>`(select count(*) from chosen)`.as('chosen'),
        sql<number>`(select coalesce(max(id), 0) from chosen)`.as('last'),
      ]),
  { deleted: integer, chosen: integer, last: integer },
);

/** Deletes a user's completed tasks in short statements, up to 10,000. @returns how many */
export async function clearCompleted(db: Database, userId: string): Promise<number> {
  let deleted = 0;
  let after = 0;
  while (deleted < tasksPerRequest) {
    const limit = Math.min(tasksPerStatement, tasksPerRequest - deleted);
    const [row] = await db.write(clear, { userId, after, limit });
    if (!row) throw new Error('The number of deleted tasks was not returned.');
    deleted += row.deleted;
    after = row.last;
    if (row.chosen < limit) break;
  }
  if (deleted > 0) sweep(db, userId);
  return deleted;
}
